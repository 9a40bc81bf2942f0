package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.network.NetworkState;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatesTest {
  @Test
  void everyStateCanBeReadBack() {
    assertThat(States.BY_NAME.values())
        .containsExactlyInAnyOrderElementsOf(leaves(NetworkState.class).toList());
  }

  @SuppressWarnings("unchecked")
  private static Stream<Class<? extends NetworkState>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(StatesTest::leaves).distinct()
        : Stream.of((Class<? extends NetworkState>) type);
  }
}
