/** A unit that does not exist, with everything that a person would type. */
export interface MadeUpUnit {
  suffix: '政务' | '公益';
  /** The bureau of its demo log-ins. */
  bureau: 'lixia' | 'wuxi' | 'centre';
  /** The domain's label. */
  label: string;
  /** Host of its own site. */
  host: string;
  siteName: string;
  registration: {
    unit: Record<'name' | 'uscc' | 'kind' | 'affiliation' | 'region' | 'address' | 'postcode' | 'functions', string>;
    contact: Record<'responsiblePerson' | 'handlerName' | 'mobile' | 'phone' | 'mail', string>;
    loginName: string;
    password: string;
  };
}

/** Two with the same number are the same unit. */
export function madeUpUnit(
  kindName: 'local organ' | 'local institution' | 'central organ' | 'central institution',
  number: number,
): MadeUpUnit;
