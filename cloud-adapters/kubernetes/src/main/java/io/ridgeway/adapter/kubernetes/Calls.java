package io.ridgeway.adapter.kubernetes;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How the adapter does what it is asked for: in bounded time, with a connection whose credential
 * the cluster takes, and with refusals told in the adapter's words.
 */
record Calls(Cluster cluster, Access access, Heartbeat heartbeat) {

  /**
   * Does it; once more by a new credential if the cluster doesn't take the one that there is.
   *
   * @param doing what is done, for people: {@code reading the log of rpc-1}
   */
  <T> T call(String doing, BiFunction<Connection, Deadline, T> work) {
    Deadline deadline = cluster.deadline();
    Function<Connection, T> bound = to -> work.apply(to, deadline);
    try {
      return bound.apply(access.connection());
    } catch (ApiRefusal e) {
      if (e.code != 401) {
        throw Refusals.of(e, doing);
      }
      access.refused();
    }
    try {
      return bound.apply(access.connection());
    } catch (ApiRefusal e) {
      throw Refusals.of(e, doing);
    }
  }

  /** The same, once the cluster was heard just now and its watches have seen all that is there. */
  <T> T callFresh(String doing, BiFunction<Connection, Deadline, T> work) {
    return call(
        doing,
        (to, deadline) -> {
          heartbeat.check(to.api(), deadline);
          to.watches().awaitFresh(deadline);
          return work.apply(to, deadline);
        });
  }
}
