package io.ridgeway.store.work;

/** What the tasks are called in db-scheduler's table. */
final class TaskNames {
  /** One per network; the instance is the network. */
  static final String RECONCILE = "reconcile";

  /** One per subscription and time; the instance is the subscription, {@code @}, and the time. */
  static final String INVOICE = "invoice";

  /** One per wish; the instance is the tenant, {@code @}, and the time. */
  static final String ORGANISATION = "organisation";

  private static final char AT = '@';

  private TaskNames() {}

  static String instance(String subject, Object when) {
    return subject + AT + when;
  }

  static String subject(String instance) {
    int at = instance.indexOf(AT);
    return at < 0 ? instance : instance.substring(0, at);
  }
}
