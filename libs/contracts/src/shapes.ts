import 'reflect-metadata';
import { IsInt, IsIn, IsString, Matches, Min } from 'class-validator';

/** 机构类别: organ (党政机关) or public institution (事业单位). */
export const UNIT_KINDS = ['organ', 'institution'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** 隶属关系: whom the unit belongs to. Decides, before its place, who reviews it. */
export const AFFILIATIONS = ['central', 'province', 'prefecture', 'county', 'township'] as const;
export type Affiliation = (typeof AFFILIATIONS)[number];

/** Levels of a bureau. There is none below the county. */
export const BUREAU_LEVELS = ['centre', 'province', 'prefecture', 'county'] as const;
export type BureauLevel = (typeof BUREAU_LEVELS)[number];

/** 挂标位置: where the badge hangs. */
export const PLACES = ['own-site', 'red-page'] as const;
export type Place = (typeof PLACES)[number];

/** 申请类型: opening (新开办网站申请) or re-review (已开办网站资格复核). */
export const APPLICATION_KINDS = ['opening', 're-review'] as const;
export type ApplicationKind = (typeof APPLICATION_KINDS)[number];

/** The four review chains of the process, by affiliation and kind. */
export const ROUTES = ['local-organ', 'local-institution', 'central-organ', 'central-institution'] as const;
export type Route = (typeof ROUTES)[number];

/** Online stages: 初审, 复审, 再审. */
export const STAGES = ['bureau', 'conac', 'third'] as const;
export type Stage = (typeof STAGES)[number];

/** What a reviewer judges, each by itself. */
export const REVIEW_POINTS = ['unit', 'contact', 'site-name', 'domain-name'] as const;
export type ReviewPoint = (typeof REVIEW_POINTS)[number];

export const BADGE_COLOURS = ['red', 'blue'] as const;
export type BadgeColour = (typeof BADGE_COLOURS)[number];

/** A reviewer's verdict on one point; the words stay at home, the catalogue codes travel. */
export class Verdict {
  @IsIn(REVIEW_POINTS) readonly point!: ReviewPoint;
  @IsIn(['passed', 'refused']) readonly result!: 'passed' | 'refused';
  /** Catalogue codes of the reasons; empty for a pass. */
  @IsString({ each: true }) readonly reasons!: string[];
}

/** A domain by both of its names. */
export class DomainName {
  /** e.g. 历下区人民政府.政务 */
  @IsString() readonly uLabel!: string;
  /** e.g. xn--ghq9po5iwim30cimjg4l.xn--zfr164b */
  @Matches(/^[a-z0-9.-]+$/) readonly aLabel!: string;
}

/** A finding of the archivist on one item of the paper. */
export class PaperFinding {
  /** letter, form, id-copy or another item of the checklist. */
  @IsString() readonly item!: string;
  @IsIn(['ok', 'missing', 'unstamped', 'differs', 'illegible']) readonly result!:
    | 'ok'
    | 'missing'
    | 'unstamped'
    | 'differs'
    | 'illegible';
  @IsInt() @Min(0) readonly copies!: number;
}
