package io.ridgeway.reconciler;

import java.util.function.Supplier;

/**
 * Stands before and after each external write, so that a test can stop the reconciler there. In
 * production it is {@link #NONE}.
 */
public interface FaultPort {
  /** Does nothing. */
  FaultPort NONE =
      new FaultPort() {
        @Override
        public void before(String write) {}

        @Override
        public void after(String write) {}
      };

  String TAKE_OVER = "networks.takeOver";
  String KEEP = "networks.keep";
  String RESERVE = "adapter.reserve";
  String APPLY = "adapter.apply";
  String REMOVE = "adapter.remove";
  String ENSURE_KEY = "custody.ensure";
  String OPEN_AUTHORITY = "authority.root";
  String ENSURE_CERTIFICATE = "authority.ensure";
  String RENEW_CERTIFICATE = "authority.renew";
  String JOIN = "driver.join";
  String LEAVE = "hosting.leave";
  String SIGN = "custody.sign";
  String ASK = "approvals.ask";
  String USED = "approvals.used";
  String TURN_BACK = "approvals.turnBack";
  String DESTROY_KEYS = "custody.destroyAll";
  String BIRTH = "pack.birth";
  String SNAPSHOT = "snapshots.take";
  String STORE = "backups.store";
  String ARCHIVE = "archives.store";
  String FILE = "adapter.write";
  String DISCARD = "adapter.discard";
  String PURGE = "privateData.purge";
  String FREEZE = "freezing.send";
  String COUNT = "metering.count";

  /** Nothing of the write has been done. */
  void before(String write);

  /** All of the write has been done, and nobody has noted it yet. */
  void after(String write);

  /** Does {@code work} between {@link #before} and {@link #after}. */
  default <T> T around(String write, Supplier<T> work) {
    before(write);
    T result = work.get();
    after(write);
    return result;
  }

  /** As {@link #around(String, Supplier)}, without a result. */
  default void around(String write, Runnable work) {
    before(write);
    work.run();
    after(write);
  }
}
