declare module "jstat" {
  export const jStat: {
    readonly chisquare: { cdf(value: number, degreesOfFreedom: number): number };
    readonly normal: { inv(probability: number, mean: number, deviation: number): number };
  };
}
