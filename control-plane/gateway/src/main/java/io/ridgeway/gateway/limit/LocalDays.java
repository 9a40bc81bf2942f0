package io.ridgeway.gateway.limit;

import io.ridgeway.model.CredentialId;
import io.ridgeway.model.TenantId;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** The calls of a day where there is one gateway only, and no database. Thread-safe. */
public final class LocalDays implements DayLedger {
  private final Map<CredentialId, Day> used = new HashMap<>();

  private record Day(LocalDate day, long calls) {}

  @Override
  public synchronized Claimed claim(
      TenantId tenant, CredentialId credential, LocalDate day, long quota, long made, long more) {
    Day before = used.get(credential);
    long calls = made + (before == null || !before.day().equals(day) ? 0 : before.calls());
    long granted = Math.min(more, Math.max(0, quota - calls));
    used.put(credential, new Day(day, Math.max(0, calls + granted)));
    return new Claimed(granted, Math.max(0, quota - calls - granted));
  }
}
