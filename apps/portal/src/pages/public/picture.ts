/** Who acts; each has a column. */
export const LANES = ['unit', 'bureau', 'conac'] as const;
export type Lane = (typeof LANES)[number];

/** A box of the picture: in whose column, in which row. */
interface Box {
  key: string;
  lane: Lane;
  row: number;
}

const BOXES: Box[] = [
  { key: 'register', lane: 'unit', row: 0 },
  { key: 'domain', lane: 'unit', row: 1 },
  { key: 'domainBureau', lane: 'bureau', row: 1 },
  { key: 'domainConac', lane: 'conac', row: 1 },
  { key: 'pay', lane: 'unit', row: 2 },
  { key: 'site', lane: 'unit', row: 3 },
  { key: 'siteBureau', lane: 'bureau', row: 3 },
  { key: 'siteConac', lane: 'conac', row: 3 },
  { key: 'paper', lane: 'unit', row: 4 },
  { key: 'paperBureau', lane: 'bureau', row: 4 },
  { key: 'issue', lane: 'conac', row: 5 },
  { key: 'hang', lane: 'unit', row: 6 },
];

/** From box to box; a refusal leads back to the unit. */
const WAYS: { from: string; to: string; back?: boolean }[] = [
  { from: 'register', to: 'domain' },
  { from: 'domain', to: 'domainBureau' },
  { from: 'domainBureau', to: 'domainConac' },
  { from: 'domainConac', to: 'pay' },
  { from: 'pay', to: 'site' },
  { from: 'site', to: 'siteBureau' },
  { from: 'siteBureau', to: 'siteConac' },
  { from: 'siteConac', to: 'paper' },
  { from: 'paper', to: 'paperBureau' },
  { from: 'paperBureau', to: 'issue' },
  { from: 'issue', to: 'hang' },
  { from: 'domainBureau', to: 'domain', back: true },
  { from: 'domainConac', to: 'domain', back: true },
  { from: 'siteBureau', to: 'site', back: true },
  { from: 'siteConac', to: 'site', back: true },
  { from: 'paperBureau', to: 'site', back: true },
];

export const LANE_WIDTH = 124;
export const BOX = { width: 104, height: 40 };
const TOP = 44;
const ROW = 78;
export const SIZE = { width: LANE_WIDTH * LANES.length, height: TOP + ROW * 7 - 20 };

export interface Placed extends Box {
  x: number;
  y: number;
  /** Centre. */
  cx: number;
  cy: number;
}

export const placed: Placed[] = BOXES.map((box) => {
  const x = LANES.indexOf(box.lane) * LANE_WIDTH + (LANE_WIDTH - BOX.width) / 2;
  const y = TOP + box.row * ROW;
  return { ...box, x, y, cx: x + BOX.width / 2, cy: y + BOX.height / 2 };
});

const box = (key: string): Placed => placed.find((one) => one.key === key)!;

/** The lines, as SVG path data. */
export const paths: { d: string; back: boolean }[] = WAYS.map(({ from, to, back = false }) => ({ d: back ? wayBack(box(from), box(to)) : wayOn(box(from), box(to)), back }));

function wayOn(from: Placed, to: Placed): string {
  if (from.row === to.row) return `M${from.x + BOX.width} ${from.cy} H${to.x}`;
  const middle = to.y - (ROW - BOX.height) / 4;
  return from.lane === to.lane ? `M${from.cx} ${from.y + BOX.height} V${to.y}` : `M${from.cx} ${from.y + BOX.height} V${middle} H${to.cx} V${to.y}`;
}

/** Over the boxes of its own row, or up in the gap between the columns. */
function wayBack(from: Placed, to: Placed): string {
  const shift = 12;
  if (from.row !== to.row) return `M${from.cx + shift} ${from.y} V${from.y - 10} H${to.x + BOX.width + 10} V${to.cy + 12} H${to.x + BOX.width}`;
  const over = from.y - 12;
  return `M${from.cx - shift} ${from.y} V${over} H${to.cx + shift * 2} V${to.y}`;
}
