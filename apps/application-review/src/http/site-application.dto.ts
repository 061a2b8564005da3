import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import { APPLICATION_KINDS, PLACES, type ApplicationKind, type Place } from '@biaozhi/contracts';
import { IsText } from './is-text.js';

/** Body of POST /site-applications. */
export class OpenDraftDto {
  /** 申请类型: `opening` (新开办网站申请) or, organs only, `re-review` (已开办网站资格复核). */
  @IsIn(APPLICATION_KINDS) kind!: ApplicationKind;
}

/** Body of a step that needs nothing but the version that the handler saw. */
export class VersionDto {
  /** The version on screen; with it, a change by somebody else in the meantime is answered by 409 `conflict`. */
  @IsOptional() @IsInt() @Min(1) version?: number;
}

/** Body of PATCH /site-applications/:id: any subset of the form. Only the shape is checked here; `null` empties a field. */
export class FillInDto extends VersionDto {
  /** 挂标位置: the unit's own site, or a red page (网络红页). */
  @IsOptional() @IsIn(PLACES) place?: Place | null;

  /** 网站名称, 2–60 characters; the title of the site. */
  @IsOptional() @IsText(200) siteName?: string | null;

  /** Ids of the unit's own, active domains that lead to the site, the main one first. */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsUUID('all', { each: true }) domainIds?: string[] | null;

  /** English domain; required for a site of one's own, not asked for a red page. */
  @IsOptional() @IsText(253) englishDomain?: string | null;

  /** Public IPv4 or IPv6 addresses of the servers; required for a site of one's own. */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsText(45, { each: true }) serverIps?: string[] | null;

  /** ICP备案号 of the site; required for the re-review of a site of one's own. */
  @IsOptional() @IsText(40) icpNumber?: string | null;

  /** 政府网站标识码, ten digits. */
  @IsOptional() @IsText(20) siteCode?: string | null;

  /** 网站简介, 10–500 characters. */
  @IsOptional() @IsText(2000) introduction?: string | null;

  /** 网站首页网址; its host is one of the site's domains, with or without `www.`. */
  @IsOptional() @IsText(500) homePage?: string | null;

  /** 机构地址, 5–200 characters; begins as the unit registered it. */
  @IsOptional() @IsText(400) address?: string | null;

  /** Six digits. */
  @IsOptional() @IsText(10) postcode?: string | null;

  /** 机构职能, 2–1000 characters. */
  @IsOptional() @IsText(2000) functions?: string | null;

  /** 法定代表人 / 机构负责人 */
  @IsOptional() @IsText(60) responsiblePerson?: string | null;

  /** 经办人 */
  @IsOptional() @IsText(60) handlerName?: string | null;

  /** The handler's mobile, mainland. */
  @IsOptional() @IsText(30) mobile?: string | null;

  /** Office telephone, e.g. 0531-88888888. */
  @IsOptional() @IsText(30) phone?: string | null;

  @IsOptional() @IsText(254) mail?: string | null;

  /** The tick that everything is true (承诺). */
  @IsOptional() @IsBoolean() commitment?: boolean | null;
}
