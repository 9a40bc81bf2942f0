package io.ridgeway.reconciler.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.model.place.CityNodeId;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedProviderTest {
  private static final AdapterContext CONTEXT = AdapterContext.of(new CityNodeId("a-1"), Map.of());

  private final CountDownLatch mayOpen = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final GuardedProvider provider =
      new GuardedProvider(
          new Slow(),
          new Descriptor("slow", "Opens late", "{}"),
          GuardedProviderTest.class.getClassLoader(),
          Duration.ofMillis(200),
          new Failures(Clock.systemUTC()));

  @AfterEach
  void close() {
    mayOpen.countDown();
    provider.close();
  }

  @Test
  void whatIsOpenedAfterItsDeadlineIsClosed() throws Exception {
    // Given
    assertThatThrownBy(() -> provider.open(CONTEXT))
        .isInstanceOf(AdapterException.Unreachable.class)
        .hasMessageContaining("open did not end");
    assertThat(closed.getCount()).isEqualTo(1);

    // When
    mayOpen.countDown();

    // Then
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsOpenedInTimeStaysOpen() throws Exception {
    // Given
    mayOpen.countDown();

    // When
    CloudAdapter adapter = provider.open(CONTEXT);

    // Then
    assertThat(closed.await(300, TimeUnit.MILLISECONDS)).isFalse();
    adapter.close();
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Opens when it may, deaf to interrupts. */
  private final class Slow implements CloudAdapterProvider {
    @Override
    public String name() {
      return "slow";
    }

    @Override
    public String description() {
      return "Opens late";
    }

    @Override
    public String configurationSchema() {
      return "{}";
    }

    @Override
    public CloudAdapter open(AdapterContext context) {
      boolean through = false;
      while (!through) {
        try {
          through = mayOpen.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
          // Deaf.
        }
      }
      return (CloudAdapter)
          Proxy.newProxyInstance(
              CloudAdapter.class.getClassLoader(),
              new Class<?>[] {CloudAdapter.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("close")) {
                  closed.countDown();
                }
                return null;
              });
    }
  }
}
