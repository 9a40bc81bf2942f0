package io.ridgeway.gateway.limit;

import io.ridgeway.model.CredentialId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.TenantId;
import java.math.BigInteger;
import java.time.LocalDate;

/** Where gateways take from what there is in a day (UTC). Never asked during a call. */
public interface DayLedger {
  /** What is counted. */
  enum Measure {
    /** Calls by an API key. */
    CALLS,
    /** Uses of a managed key. */
    USES,
    /** What a managed key's transactions pay, in the ledger's smallest unit. */
    VALUE
  }

  /**
   * What is counted of whom.
   *
   * @param id of the API key or the managed key
   * @param unit what one is of what is measured, 1 or more: what is used is kept as a whole and
   *     goes on in another unit
   */
  record Subject(TenantId tenant, Measure measure, String id, BigInteger unit) {
    /** An API key's calls. */
    public static Subject calls(TenantId tenant, CredentialId credential) {
      return new Subject(tenant, Measure.CALLS, credential.value(), BigInteger.ONE);
    }

    /** A managed key's uses. */
    public static Subject uses(TenantId tenant, KeyId key) {
      return new Subject(tenant, Measure.USES, key.value(), BigInteger.ONE);
    }

    /** What a managed key pays, in that unit. */
    public static Subject value(TenantId tenant, KeyId key, BigInteger unit) {
      return new Subject(tenant, Measure.VALUE, key.value(), unit);
    }
  }

  /**
   * An answer.
   *
   * @param granted how much was taken, at most as much as was asked for
   * @param left how much nobody has taken yet
   */
  record Claimed(long granted, long left) {}

  /**
   * What a claim comes to: the rule of whoever keeps a day.
   *
   * @param used of that day now, as a whole
   */
  record Settled(BigInteger used, Claimed claimed) {
    /** As {@link #claim} says, of a day of which {@code had} was used. */
    public static Settled of(BigInteger had, BigInteger unit, long quota, long made, long more) {
      BigInteger before = had.add(unit.multiply(BigInteger.valueOf(made)));
      long granted = Math.min(more, left(before, unit, quota));
      BigInteger now = before.add(unit.multiply(BigInteger.valueOf(granted))).max(BigInteger.ZERO);
      return new Settled(now, new Claimed(granted, left(now, unit, quota)));
    }

    private static long left(BigInteger used, BigInteger unit, long quota) {
      BigInteger left = BigInteger.valueOf(quota).multiply(unit).subtract(used);
      return left.max(BigInteger.ZERO).divide(unit).longValueExact();
    }
  }

  /**
   * Takes some of a day. Throws while the database is away; then it isn't known whether any was
   * taken.
   *
   * @param quota of the day, of all gateways together
   * @param made how much was used without having been taken before; it counts, even beyond the
   *     quota
   * @param more how much is wanted besides; negative to give some back
   */
  Claimed claim(Subject subject, LocalDate day, long quota, long made, long more);
}
