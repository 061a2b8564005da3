/** Points of a length in millimetres. */
export const mm = (millimetres: number): number => (millimetres * 72) / 25.4;

/** A4 and the type area of GB/T 9704-2012: 37 mm head, 28 mm binding edge, 156 × 225 mm. */
export const PAGE = { width: mm(210), height: mm(297) };
export const TYPE_AREA = { left: mm(28), top: mm(37), width: mm(156), height: mm(225) };

/** 22 lines on 225 mm. */
export const LINES = 22;
export const LINE = TYPE_AREA.height / LINES;

/** 字号 in points. */
export const SIZE = { two: 22, three: 16, four: 14, five: 10.5, smallFive: 9 };

/** A character of size three as it stands on the grid of 28 to the line. */
export const CELL = TYPE_AREA.width / 28;

/** Red of the letterhead. */
export const RED = '#d7000f';
