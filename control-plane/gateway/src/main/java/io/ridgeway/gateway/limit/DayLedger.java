package io.ridgeway.gateway.limit;

import io.ridgeway.model.CredentialId;
import io.ridgeway.model.TenantId;
import java.time.LocalDate;

/** Where gateways take an API key's calls of a day from. Never asked during a call. */
public interface DayLedger {
  /**
   * An answer.
   *
   * @param granted how many calls were taken, at most as many as were asked for
   * @param left how many nobody has taken yet
   */
  record Claimed(long granted, long left) {}

  /**
   * Takes calls of a day. Throws while the database is away; then it isn't known whether any were
   * taken.
   *
   * @param quota of the day, of all gateways together
   * @param made how many were made without having been taken before; they count, even beyond the
   *     quota
   * @param more how many are wanted besides; negative to give some back
   */
  Claimed claim(
      TenantId tenant, CredentialId credential, LocalDate day, long quota, long made, long more);
}
