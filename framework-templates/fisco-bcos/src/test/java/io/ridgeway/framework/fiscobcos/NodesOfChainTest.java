package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Signatory;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client where a node of the chain is dead, silent or behind. */
class NodesOfChainTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FiscoBcosPack PACK = new FiscoBcosPack();
  private static final String CONTRACT = "0x6849f21d1e455e9f0712b1e99fa4fcd23758e8f1";
  private static final Scenario SCENARIO =
      Scenario.local("3.16", 4, 0, Map.of("cryptography", Cryptography.STANDARD.parameter()));

  private final Node first = new Node(1);
  private final Node second = new Node(2);
  private final FiscoClient client =
      new FiscoClient(
          Chain.of(SCENARIO.input(PACK, SCENARIO.identities(PACK).identities()).birth()),
          VirtualMachine.EVM,
          List.of(first, second),
          () -> "4711");

  /** One that fares as it is told. */
  private static final class Node implements Asking {
    private final NodeName name;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile long height = 41;
    private volatile boolean dead;
    private volatile boolean takesNothing;
    private volatile long silentMillis;

    Node(int number) {
      name = NodeName.of("sealer", number);
    }

    @Override
    public NodeName node() {
      return name;
    }

    long count(String method) {
      return List.copyOf(asked).stream().filter(method::equals).count();
    }

    @Override
    public JsonNode ask(String method, List<?> parameters) {
      asked.add(method);
      if (silentMillis > 0) {
        pause(silentMillis);
      }
      if (dead || silentMillis > 0 || takesNothing && method.equals("sendTransaction")) {
        throw new LedgerException.Unreachable(name + " does not answer");
      }
      return switch (method) {
        case "getBlockNumber" -> JSON.getNodeFactory().numberNode(height);
        case "getBlockByNumber" -> block(parameters.get(2));
        default ->
            JSON.createObjectNode()
                .put("status", 0)
                .put("blockNumber", height)
                .put("output", "0x2a");
      };
    }

    private static JsonNode block(Object number) {
      var block = JSON.createObjectNode().put("hash", "0xb" + number).put("timestamp", 1L);
      block.putArray("transactions");
      return block;
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void close() {
    client.close();
  }

  private static Call call() {
    ManagedKey some = SCENARIO.identities(PACK).identities().key("governor");
    TestKey key = TestKey.next(Cryptography.STANDARD, new SeededRandom("clerk"));
    ManagedKey clerk =
        new ManagedKey(
            some.id(),
            some.tenant(),
            some.network(),
            "clerk",
            Curve.SECP256K1,
            some.purpose(),
            key.id().hex(),
            some.createdAt());
    return Call.of(
        CONTRACT,
        "f()",
        List.of(),
        Optional.of(
            new Signatory(
                key.id().account(Cryptography.STANDARD),
                clerk,
                Optional.empty(),
                (what, reason) -> new Signature(Curve.SECP256K1, new byte[65]))));
  }

  private String ask() {
    return client.evaluate(Call.of(CONTRACT, "f()", List.of(), Optional.empty())).text();
  }

  @Test
  void aDeadOneIsPassedOverAndGetsNoTransaction() {
    // Given
    first.dead = true;

    // When
    for (int i = 0; i < 10; i++) {
      assertThat(ask()).isEqualTo("0x2a");
    }
    client.submit(call());

    // Then
    assertThat(first.count("call")).isLessThanOrEqualTo(1);
    assertThat(first.count("sendTransaction")).isZero();
    assertThat(second.count("sendTransaction")).isEqualTo(1);
  }

  @Test
  void aSilentOneCostsAFewCallsTimeAndNoMore() {
    // Given
    ask();
    Node silent = first.count("call") == 1 ? first : second;
    silent.silentMillis = 100;

    // When
    for (int i = 0; i < 10; i++) {
      assertThat(ask()).isEqualTo("0x2a");
    }

    // Then
    assertThat(silent.count("call")).isLessThanOrEqualTo(4);
  }

  @Test
  void oneThatLagsIsLeft() {
    // Given
    second.height = 60;
    ask();
    // Nodes are asked once a second while calls come in; what another told later isn't held
    // against who answered first, so the second time tells.
    for (int i = 0; i < 500 && first.count("getBlockNumber") < 3; i++) {
      pause(20);
      ask();
    }
    pause(200);
    long before = first.count("call");

    // When
    for (int i = 0; i < 10; i++) {
      ask();
    }
    client.submit(call());

    // Then
    assertThat(first.count("call")).isEqualTo(before);
    assertThat(first.count("sendTransaction")).isZero();
  }

  @Test
  void whatOneTookWithoutAWordIsSentToNobodyElse() {
    // Given
    first.takesNothing = true;
    second.takesNothing = true;

    // Then
    assertThatThrownBy(() -> client.submit(call())).isInstanceOf(LedgerException.Unknown.class);
    assertThat(first.count("sendTransaction") + second.count("sendTransaction")).isEqualTo(1);
  }

  @Test
  void eventsGoOnWithTheOtherNode() {
    // Given
    Events events =
        client.events(
            new EventQuery(CONTRACT, OptionalLong.of(40), Optional.empty()), Optional.empty());
    first.dead = true;
    Thread reader = new Thread(() -> events.next());
    reader.start();

    // Then: blocks 40 and 41, and then the next one is waited for
    for (int i = 0; i < 300 && second.count("getBlockByNumber") < 2; i++) {
      pause(10);
    }
    assertThat(second.count("getBlockByNumber")).isEqualTo(2);
    assertThat(reader.isAlive()).isTrue();
    events.close();
  }
}
