import QRCode from 'qrcode';
import type { CanvasRect } from 'pdfmake/interfaces.js';

/**
 * A QR code (level M) as rectangles, one per run of dark modules, with the quiet zone of four modules left blank.
 * @param side whole width in points, quiet zone included
 */
export function qrCode(text: string, side: number): CanvasRect[] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const unit = side / (modules.size + 8);
  const runs: CanvasRect[] = [];
  for (let row = 0; row < modules.size; row++) {
    let start = -1;
    for (let column = 0; column <= modules.size; column++) {
      const dark = column < modules.size && modules.get(row, column) === 1;
      if (dark && start < 0) start = column;
      if (dark || start < 0) continue;
      runs.push({
        type: 'rect',
        x: (start + 4) * unit,
        y: (row + 4) * unit,
        w: (column - start) * unit,
        h: unit,
        color: 'black',
        lineWidth: 0,
      });
      start = -1;
    }
  }
  return runs;
}
