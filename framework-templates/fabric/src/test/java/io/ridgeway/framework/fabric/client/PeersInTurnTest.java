package io.ridgeway.framework.fabric.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.Enrolment;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.fabric.lab.TestAuthority;
import io.ridgeway.framework.fabric.lab.TestCustody;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.Curve;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client where a peer is dead, silent or behind. */
class PeersInTurnTest {
  private static final PlannedAuthority ALPHA =
      new PlannedAuthority(
          "alpha-ca", Curve.P256, Subject.of("alpha-ca").in("alpha"), Duration.ofDays(9));

  private final TestCustody custody =
      new TestCustody(new IdentityPlan(List.of(), List.of(ALPHA), List.of()), node -> List.of());
  private final Optional<Signatory> clerk =
      Optional.of(
          custody.enrol(
              new Enrolment("alpha", ALPHA, Subject.of("clerk"), Duration.ofDays(1)), "clerk"));
  private final FakePeer first;
  private final FakePeer second;
  private final FabricClient client;

  PeersInTurnTest() throws IOException {
    TestAuthority tls = new TestAuthority("alpha-tlsca");
    first = new FakePeer(tls.tls("peer-alpha-1", FakePeer.HOST));
    second = new FakePeer(tls.tls("peer-alpha-2", FakePeer.HOST));
    client =
        new FabricClient(
            "trade",
            Map.of("alpha", new Organisation(tls.certificate(), List.of(first.at(), second.at()))),
            Clock.systemUTC());
  }

  @AfterEach
  void end() {
    client.close();
    first.close();
    second.close();
  }

  private Call call() {
    return Call.of("notary", "draft", List.of("lease-1"), clerk);
  }

  private void ask(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(client.evaluate(call())).isEqualTo(Content.text("42"));
    }
  }

  private static long count(FakePeer peer, String what) {
    return peer.asked().stream().filter(what::equals).count();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void oneThatIsAwayIsAskedThreeTimesAndAgainOnceItLives() {
    // Given
    first.answers(Status.UNAVAILABLE);

    // When
    ask(20);

    // Then
    assertThat(count(first, "evaluate")).isEqualTo(3);

    // When: its pause is over it is asked without content, and then by callers
    first.answers(Status.OK);
    pause(1_100);
    ask(1);
    for (int i = 0; i < 100 && count(first, "evaluate") < 6; i++) {
      pause(100);
      ask(1);
    }

    // Then
    assertThat(count(first, "evaluate")).isGreaterThanOrEqualTo(6);
    assertThat(custody.signed())
        .as("none for what had no content")
        .hasSize((int) (count(first, "evaluate") + count(second, "evaluate") - 1));
  }

  @Test
  void aSilentOneCostsThreeCallsThreeSeconds() {
    // Given
    first.silent(true);

    // When
    long begun = System.nanoTime();
    ask(20);

    // Then
    assertThat(count(first, "evaluate")).isLessThanOrEqualTo(4);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void oneThatIsBehindIsLeftOnceItsTransactionsShowIt() {
    // Given
    second.at(60);
    for (int i = 0; i < 4; i++) {
      client.submit(call()).committed().join();
    }
    assertThat(count(first, "commitStatus")).isPositive();
    assertThat(count(second, "commitStatus")).isPositive();

    // When
    ask(10);

    // Then
    assertThat(count(first, "evaluate")).isZero();
  }

  @Test
  void whatWasHandedToOneThatStaysSilentIsHandedToNobodyElse() {
    // Given
    first.takes(Status.UNAVAILABLE);
    second.takes(Status.UNAVAILABLE);

    // Then
    for (int i = 1; i <= 8; i++) {
      assertThatThrownBy(() -> client.submit(call())).isInstanceOf(LedgerException.Unknown.class);
      assertThat(count(first, "submit") + count(second, "submit")).isEqualTo(i);
    }
  }
}
