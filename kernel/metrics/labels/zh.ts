/** Chinese labels by id. */
export const zh: Readonly<Record<string, string>> = {
  engagement_rate: "视频互动率",
  cost: "广告花费",
  true_roas: "真实ROAS",
  estimated_gmv: "预估GMV",
  settled_revenue: "结算金额",
  test_orders: "测试订单",
  refunded_orders: "退款订单",
  add_to_cart_rate: "加购率",
  average_order_value: "客单价",
  visitors_driven: "引流UV",
};
