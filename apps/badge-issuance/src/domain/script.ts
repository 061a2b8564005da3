/** What differs from one badge's script to another's; nothing else does, so that an added byte is noticed. */
export interface ScriptFields {
  /** Whether the badge vouches now. */
  live: boolean;
  colour: 'red' | 'blue';
  publicId: string;
  /** From {@link allowedHosts}: they hold no character that could end a string. */
  hosts: readonly string[];
  /** Host that serves script, image and verification page: `host[:port]`. */
  origin: string;
}

const ALT = {
  red: '党政机关网站标识',
  blue: '事业单位网站标识',
  error: '本网站未经网站标识认证',
};

/**
 * The script of a badge. It fills the span that the classic snippet writes, or inserts the badge after the static
 * snippet's own script element. On a host that is not the site's own, and for a badge that does not vouch now, it shows
 * the warning image. It reads nothing but the host name, keeps nothing, sends nothing and evaluates nothing.
 */
export function badgeScript({ live, colour, publicId, hosts, origin }: ScriptFields): string {
  return `(function(d,l){
var id='${publicId}',hosts='${hosts.join(' ')}'.split(' '),o='//${origin}';
var h=l.hostname.toLowerCase().replace(/\\.$/,''),ok=${live}&&hosts.indexOf(h)>=0;
var s=d.getElementById('_ideConac'),c=d.currentScript;
if(!s||s.firstChild){s=d.createElement('span');
if(!c||!c.parentNode)c=d.querySelector('script[data-id="'+id+'"]');
if(!c)return;c.parentNode.insertBefore(s,c.nextSibling)}
var a=d.createElement('a'),i=d.createElement('img');
a.href=o+'/sitename?method=show&id='+id;a.target='_blank';a.rel='noopener';
i.id='imgConac';i.width=100;i.height=100;
i.src=o+'/image/'+(ok?'${colour}':'error')+'.svg';
i.alt=ok?'${escaped(ALT[colour])}':'${escaped(ALT.error)}';
a.appendChild(i);s.appendChild(a);
})(document,location);
`;
}

/** ASCII only: the page that runs the script may be in another encoding. */
const escaped = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
