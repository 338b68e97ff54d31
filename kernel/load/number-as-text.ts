/** "1.234" could be grouped; "1.2340" could not. For numbers whose decimal mark is known to be a point. */
export function unambiguous(decimal: string): string {
  return /^-?\d{1,3}\.\d{3}$/.test(decimal) ? `${decimal}0` : decimal;
}

/** "1.5e-7" -> "0.00000015", digit by digit; other text as it is. */
export function expand(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,3})$/.exec(text);
  if (!match) return text;
  const [, sign = "", whole = "", fraction = "", power = "0"] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(power);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return point >= digits.length
    ? sign + digits + "0".repeat(point - digits.length)
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
