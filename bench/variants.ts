/** What is measured, and what it is measured against: the file that serves it, and what that begins with. */
export const VARIANTS = {
  hub: ["servers/hub.js", {}],
  "ws.send": ["servers/broadcast.js", { framed: false }],
  framed: ["servers/broadcast.js", { framed: true }],
  stock: ["servers/stock.js", {}],
  mercurius: ["servers/mercurius.js", {}],
  yoga: ["servers/yoga.js", {}],
} as const;
export type Variant = keyof typeof VARIANTS;
