import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every change of state that the workflows know; a spec compares them with the tables. */
export const LEGAL_MOVES: Record<'site_application' | 'domain_review', Record<string, string[]>> = {
  site_application: {
    DRAFT: ['BUREAU_REVIEW', 'CONAC_REVIEW', 'WITHDRAWN'],
    BUREAU_REVIEW: ['CONAC_REVIEW', 'REFUSED', 'WITHDRAWN'],
    CONAC_REVIEW: ['THIRD_REVIEW', 'AWAITING_PAPER', 'COMPLETED', 'REFUSED', 'WITHDRAWN'],
    THIRD_REVIEW: ['AWAITING_PAPER', 'COMPLETED', 'REFUSED', 'WITHDRAWN'],
    REFUSED: ['BUREAU_REVIEW', 'CONAC_REVIEW', 'WITHDRAWN'],
    AWAITING_PAPER: ['COMPLETED', 'PAPER_FAILED', 'LAPSED', 'WITHDRAWN'],
    LAPSED: ['COMPLETED', 'PAPER_FAILED'],
    WITHDRAWN: ['COMPLETED', 'PAPER_FAILED'],
  },
  domain_review: {
    BUREAU_REVIEW: ['CONAC_REVIEW', 'REFUSED', 'CLOSED'],
    CONAC_REVIEW: ['PASSED', 'REFUSED', 'CLOSED'],
    REFUSED: ['BUREAU_REVIEW', 'CONAC_REVIEW', 'CLOSED'],
  },
};

/** The database's own refusals: an illegal move, a changed round, a changed frozen form, whoever asks for it. */
export class ReviewGuards1764000300000 implements MigrationInterface {
  readonly name = 'ReviewGuards1764000300000';

  async up(run: QueryRunner): Promise<void> {
    await run.query(`
      CREATE FUNCTION review_move_is_legal() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.state <> OLD.state AND NOT coalesce((TG_ARGV[0]::jsonb -> OLD.state) ? NEW.state, false) THEN
          RAISE EXCEPTION 'illegal move of % from % to %', TG_TABLE_NAME, OLD.state, NEW.state;
        END IF;
        IF EXISTS (
          SELECT FROM jsonb_array_elements(OLD.rounds) WITH ORDINALITY AS o (round, place)
          CROSS JOIN LATERAL (SELECT NEW.rounds -> (place::int - 1) AS now) AS n
          WHERE round - 'decisions' IS DISTINCT FROM now - 'decisions'
             OR (place < jsonb_array_length(OLD.rounds) AND round -> 'decisions' IS DISTINCT FROM now -> 'decisions')
             OR EXISTS (
               SELECT FROM jsonb_array_elements(round -> 'decisions') WITH ORDINALITY AS d (decision, turn)
               WHERE decision IS DISTINCT FROM now -> 'decisions' -> (turn::int - 1)
             )
        ) THEN
          RAISE EXCEPTION 'a round of % was changed', TG_TABLE_NAME;
        END IF;
        RETURN NEW;
      END $$`);
    await guardMoves(run);
    await run.query(`
      CREATE FUNCTION passed_form_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'a passed form is frozen'; END $$`);
    await run.query(`
      CREATE TRIGGER site_application_frozen BEFORE UPDATE ON site_application FOR EACH ROW
      WHEN (OLD.data_hash IS NOT NULL AND (
        NEW.passed_json IS DISTINCT FROM OLD.passed_json OR NEW.data_hash IS DISTINCT FROM OLD.data_hash))
      EXECUTE FUNCTION passed_form_is_frozen()`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TRIGGER site_application_frozen ON site_application');
    for (const table of Object.keys(LEGAL_MOVES)) await run.query(`DROP TRIGGER ${table}_move ON ${table}`);
    await run.query('DROP FUNCTION passed_form_is_frozen');
    await run.query('DROP FUNCTION review_move_is_legal');
  }
}

/** Databases that were guarded by an older table of moves follow the one of today: a unit's end ends its applications. */
export class UnitEndMoves1764000301000 implements MigrationInterface {
  readonly name = 'UnitEndMoves1764000301000';

  async up(run: QueryRunner): Promise<void> {
    for (const table of Object.keys(LEGAL_MOVES)) await run.query(`DROP TRIGGER ${table}_move ON ${table}`);
    await guardMoves(run);
  }

  /** A wider table of moves does not hinder an older version. */
  async down(): Promise<void> {}
}

async function guardMoves(run: QueryRunner): Promise<void> {
  for (const [table, moves] of Object.entries(LEGAL_MOVES)) {
    await run.query(`
      CREATE TRIGGER ${table}_move BEFORE UPDATE ON ${table} FOR EACH ROW
      EXECUTE FUNCTION review_move_is_legal('${JSON.stringify(moves)}')`);
  }
}
