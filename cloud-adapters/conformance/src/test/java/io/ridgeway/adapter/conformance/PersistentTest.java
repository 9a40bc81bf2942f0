package io.ridgeway.adapter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.CloudAdapter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PersistentTest {
  @Test
  void handsOnEveryCallThoughTheInterfaceHasAnAnswerOfItsOwn() {
    assertThat(CloudAdapter.class.getMethods())
        .allSatisfy(
            call ->
                assertThat(Persistent.class.getDeclaredMethods())
                    .anySatisfy(
                        own -> {
                          assertThat(own.getName()).isEqualTo(call.getName());
                          assertThat(own.getParameterTypes())
                              .as(Arrays.toString(call.getParameterTypes()))
                              .isEqualTo(call.getParameterTypes());
                        }));
  }
}
