;; Finds digits that stand as in “1e3”, “1_000” or “1.234”: sixteen bytes at a time, because every byte of
;; every export is looked at. Only a candidate's block is looked at closely.
;; `npx tsx scripts/compile-wat.ts` writes odd-digits-wasm.ts from it.
(module
  (memory (export "memory") 5)

  (func $digits (param $bytes v128) (result v128)
    (i8x16.lt_u (i8x16.sub (local.get $bytes) (i8x16.splat (i32.const 48))) (i8x16.splat (i32.const 10))))

  (func $are (param $bytes v128) (param $byte i32) (result v128)
    (i8x16.eq (local.get $bytes) (i8x16.splat (local.get $byte))))

  ;; Whether, after a digit in the block at $at, [eE_][-+]?[0-9] or \.[0-9]{3}[^0-9] begins.
  (func $matches (param $at i32) (result i32)
    (local $here v128) (local $next v128) (local $second v128)
    (local.set $here (v128.load (local.get $at)))
    (local.set $next (v128.load offset=1 (local.get $at)))
    (local.set $second (call $digits (v128.load offset=2 (local.get $at))))
    (v128.any_true (v128.and
      (call $digits (v128.load (i32.sub (local.get $at) (i32.const 1))))
      (v128.or
        (v128.and
          ;; With bit 5 set, E is e.
          (v128.or
            (call $are (v128.or (local.get $here) (i8x16.splat (i32.const 32))) (i32.const 101))
            (call $are (local.get $here) (i32.const 95)))
          (v128.or
            (call $digits (local.get $next))
            (v128.and
              (v128.or (call $are (local.get $next) (i32.const 43)) (call $are (local.get $next) (i32.const 45)))
              (local.get $second))))
        (v128.and
          (v128.and (call $are (local.get $here) (i32.const 46)) (call $digits (local.get $next)))
          (v128.and
            (local.get $second)
            (v128.andnot
              (call $digits (v128.load offset=3 (local.get $at)))
              (call $digits (v128.load offset=4 (local.get $at))))))))))

  ;; Looks at all blocks that begin before $end, the first at 1. They are read twenty bytes far.
  (func (export "find") (param $end i32) (result i32)
    (local $at i32) (local $here v128)
    (local.set $at (i32.const 1))
    (loop $blocks
      (if (i32.lt_u (local.get $at) (local.get $end))
        (then
          (local.set $here (v128.load (local.get $at)))
          ;; After a digit e, E, _ or a dot with a digit three further; written out, because calls take most
          ;; of the time.
          (if (v128.any_true (v128.and
                (i8x16.lt_u
                  (i8x16.sub
                    (v128.load (i32.sub (local.get $at) (i32.const 1)))
                    (v128.const i8x16 48 48 48 48 48 48 48 48 48 48 48 48 48 48 48 48))
                  (v128.const i8x16 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10))
                (v128.or
                  (v128.and
                    (i8x16.eq
                      (local.get $here)
                      (v128.const i8x16 46 46 46 46 46 46 46 46 46 46 46 46 46 46 46 46))
                    (i8x16.lt_u
                      (i8x16.sub
                        (v128.load offset=3 (local.get $at))
                        (v128.const i8x16 48 48 48 48 48 48 48 48 48 48 48 48 48 48 48 48))
                      (v128.const i8x16 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10)))
                  (v128.or
                    (i8x16.eq
                      (v128.or
                        (local.get $here)
                        (v128.const i8x16 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32))
                      (v128.const i8x16 101 101 101 101 101 101 101 101 101 101 101 101 101 101 101 101))
                    (i8x16.eq
                      (local.get $here)
                      (v128.const i8x16 95 95 95 95 95 95 95 95 95 95 95 95 95 95 95 95))))))
            (then (if (call $matches (local.get $at)) (then (return (i32.const 1))))))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br $blocks))))
    (i32.const 0)))
