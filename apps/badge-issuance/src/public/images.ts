/** The pictures of badges, drawn by us: a gate under a star in a ring, the kind of the site below it. */
export const IMAGES = ['red', 'blue', 'error'] as const;
export type ImageName = (typeof IMAGES)[number];

const LOOK: Record<ImageName, { dark: string; light: string; title: string; band: string }> = {
  red: { dark: '#a8161b', light: '#d8282f', title: '党政机关网站标识', band: '党政机关' },
  blue: { dark: '#0b4a8f', light: '#1f6fc4', title: '事业单位网站标识', band: '事业单位' },
  error: { dark: '#4e5969', light: '#86909c', title: '本网站未经网站标识认证', band: '未经认证' },
};

/** Five points around 60,33. */
const STAR = Array.from({ length: 10 }, (_, point) => {
  const radius = point % 2 === 0 ? 10 : 4;
  const angle = (Math.PI * point) / 5 - Math.PI / 2;
  return `${(60 + radius * Math.cos(angle)).toFixed(1)},${(33 + radius * Math.sin(angle)).toFixed(1)}`;
}).join(' ');

const GATE =
  '<path d="M34 56q26-9 52 0l3-6q-29-9-58 0zM37 59h46v4H37zM40 65h6v16h-6zM52 65h6v16h-6zM62 65h6v16h-6zM74 65h6v16h-6zM35 82h50v4H35z"/>';
const MARK = '<path d="M55 42h10l-2 26h-6zM56 73h8v8h-8z"/>';

/** A picture as SVG, 100 × 100 and readable to a screen reader. */
export function image(name: ImageName): string {
  const { dark, light, title, band } = LOOK[name];
  const sign = name === 'error' ? MARK : `<polygon points="${STAR}"/>${GATE}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="100" height="100" role="img" aria-labelledby="t">` +
    `<title id="t">${title}</title>` +
    `<defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="${light}"/><stop offset="1" stop-color="${dark}"/></linearGradient></defs>` +
    `<circle cx="60" cy="56" r="53" fill="url(#g)"/><circle cx="60" cy="56" r="47" fill="none" stroke="#fff" stroke-width="1.5"/>` +
    `<g fill="#fff">${sign}</g>` +
    `<path d="M8 92h104v22H8z" fill="${dark}"/><path d="M11 95h98v16H11z" fill="none" stroke="#fff"/>` +
    `<text x="60" y="108" fill="#fff" font-family="SimHei,PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif" font-size="14" ` +
    `font-weight="700" text-anchor="middle" textLength="72">${band}</text></svg>\n`
  );
}
