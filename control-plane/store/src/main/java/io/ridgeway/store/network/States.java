package io.ridgeway.store.network;

import io.ridgeway.model.network.NetworkState;
import io.ridgeway.store.sql.Json;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A network's state as its row has it: the name, and what it says besides. */
final class States {
  static final Map<String, Class<? extends NetworkState>> BY_NAME =
      Stream.<Class<? extends NetworkState>>of(
              NetworkState.Requested.class,
              NetworkState.Placed.class,
              NetworkState.Provisioning.class,
              NetworkState.Ready.class,
              NetworkState.Degraded.class,
              NetworkState.Changing.class,
              NetworkState.Suspended.class,
              NetworkState.Deleting.class,
              NetworkState.Deleted.class,
              NetworkState.Failed.class,
              NetworkState.Unknown.class)
          .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

  static final String DELETED = NetworkState.Deleted.class.getSimpleName();

  private States() {}

  static NetworkState read(Json json, String name, String details) {
    Class<? extends NetworkState> type = BY_NAME.get(name);
    if (type == null) {
      throw new IllegalStateException("this version knows no network state " + name);
    }
    return json.read(details, type);
  }
}
