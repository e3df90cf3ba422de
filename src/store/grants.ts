/** The application's own role: it works with the tables, owns none of them, and can't write the audit trail by hand. */
import type pg from 'pg';

export const applicationRole = 'safekeep_app';

/** Tables whose rows the application may read and, at most, add to through functions. */
const readOnly = ['audit_entry', 'audit_head'];

/**
 * Gives the role its rights on every table as it now stands; run after migrations, as the tables' owner.
 * On a database of the district's own the role is made where the owner may make roles, and the program then works
 * under it (`SET ROLE` at connection). Where it may not, the program works as the owner: the triggers still refuse
 * changes to the audit trail, but its login could drop them, so `ownerOnly` comes back for a warning in the log.
 */
export async function grantToApplication(client: pg.Client): Promise<'granted' | 'ownerOnly'> {
  if (!(await roleIsThere(client))) return 'ownerOnly';
  await client.query(`
    BEGIN;
    GRANT USAGE ON SCHEMA public TO ${applicationRole};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${applicationRole};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${applicationRole};
    REVOKE ALL ON _prisma_migrations FROM ${applicationRole};
    ${readOnly.map((table) => `REVOKE INSERT, UPDATE, DELETE ON ${table} FROM ${applicationRole};`).join('\n')}
    COMMIT;`);
  return 'granted';
}

async function roleIsThere(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean; may_use: boolean; may_make: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS there,
            EXISTS (SELECT FROM pg_roles WHERE rolname = $1 AND pg_has_role(oid, 'MEMBER')) AS may_use,
            (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may_make`,
    [applicationRole],
  );
  const row = rows[0];
  if (row?.there) return row.may_use;
  if (!row?.may_make) return false;
  await client.query(`CREATE ROLE ${applicationRole} NOLOGIN`);
  await client.query(`GRANT ${applicationRole} TO CURRENT_USER`);
  return true;
}

/** Whether this login may work under the application's role. */
export async function mayUseApplicationRole(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1 AND pg_has_role(oid, 'MEMBER')) AS may`,
    [applicationRole],
  );
  return rows[0]?.may === true;
}
