/** Says that a delivery worker lives, so that the next one to come knows whether what is being sent was left by the dead. */
import { placeOf } from '../place.ts';

/** What a living worker whose connection was just broken sends is then sent twice at worst, and counted. */
export const takePlace = placeOf(
  26112103,
  `UPDATE outbox
      SET leased_until = CASE WHEN coarse THEN date_trunc('hour', clock_timestamp(), 'UTC') ELSE date_trunc('milliseconds', clock_timestamp()) END
    WHERE state IN ('sending', 'sent') AND leased_until > clock_timestamp()`,
);
