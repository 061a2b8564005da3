/** A mail's text around what it says. */
export const mailBody = (unitName: string, text: string): string =>
  [`${unitName}：`, '', text, '', '————', '本邮件由党政机关网站标识管理系统自动发送，请勿直接回复。'].join('\n');
