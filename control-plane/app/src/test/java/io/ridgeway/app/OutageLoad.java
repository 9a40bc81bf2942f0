package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.CountedCalls.Answer;
import io.ridgeway.app.demo.Notary;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What applications call while the database, Keycloak and the control plane are away. Each answer
 * is checked when it comes; what has to be the same on the ledger afterwards is kept.
 */
final class OutageLoad {
  /** How long custody holds what it opened, or read, of a managed key. */
  static final Duration HELD = Duration.ofMinutes(5);

  /** The calls a second of the key that has a limit. */
  static final int KEY_TPS = 4;

  private static final Duration CLOCKS = Duration.ofSeconds(2);
  private static final Duration SHARE = Duration.ofSeconds(35);
  private static final Duration HALF_SHARE = Duration.ofSeconds(605);
  private static final int BURST = 12;
  private static final List<Integer> NO_NODE = List.of(502, 503, 504);

  private final CountedCalls calls;
  private final Keys keys;
  private final List<String> signedHere = new ArrayList<>();
  private final List<String> signedElsewhere = new ArrayList<>();
  private OwnAccount own;
  private String notary = "";
  private long usedFrom;
  private long usedBy;
  private int refused;
  private int keptOut;
  private int unknown;
  private int numbers;

  /**
   * What applications have.
   *
   * @param account of the managed key {@code clerk}
   * @param application an API key that the gateway knows
   * @param limited one that it knows with its limit
   */
  record Keys(String account, String application, String limited) {}

  OutageLoad(CountedCalls calls, Keys keys) {
    this.calls = calls;
    this.keys = keys;
  }

  /** The managed key's first use: from now on it is held. */
  void begins() {
    usedFrom = System.nanoTime();
    Answer deployed =
        calls.rpc(
            keys.application(),
            "eth_sendTransaction",
            Map.of("from", keys.account(), "data", Notary.code(), "gas", "0x200000"));
    usedBy = System.nanoTime();
    assertThat(deployed.isGood()).as("%s", deployed).isTrue();
    String hash = deployed.body().path("result").asText();
    signedHere.add(hash);
    List<JsonNode> receipts = new ArrayList<>();
    RunningRidgeway.await(
        "the notary is there",
        () -> {
          receipts.add(
              calls
                  .rpc(keys.application(), "eth_getTransactionReceipt", hash)
                  .body()
                  .path("result"));
          return receipts.get(receipts.size() - 1).isObject();
        });
    notary = receipts.get(receipts.size() - 1).path("contractAddress").asText();
    own = new OwnAccount(calls.nativeApi(keys.application()), notary);
  }

  /** A question, by the one door or the other. */
  void asks(int turn) {
    Answer answer =
        switch (turn % 4) {
          case 0 -> calls.rpc(keys.application(), "eth_blockNumber");
          case 1 -> calls.rpc(keys.application(), "eth_getBalance", keys.account(), "latest");
          case 2 -> calls.get(keys.application(), "blocks/latest");
          default ->
              calls.rpc(
                  keys.application(),
                  "eth_getTransactionReceipt",
                  signedHere.get(signedHere.size() - 1));
        };
    if (!answer.isGood()) {
      noNode(answer);
    }
  }

  /**
   * A transaction by the managed key: while it is held it is signed; afterwards it can't be read,
   * and the refusal says so.
   */
  void signsHere(int turn) {
    long before = System.nanoTime();
    Answer answer =
        turn % 2 == 0
            ? calls.rpc(
                keys.application(),
                "eth_sendTransaction",
                Map.of("from", keys.account(), "to", keys.account(), "gas", "0x5208"))
            : calls.post(keys.application(), "transactions", notarisation());
    long after = System.nanoTime();
    if (answer.isGood()) {
      assertThat(Duration.ofNanos(before - usedBy)).as("%s", answer).isLessThan(HELD.plus(CLOCKS));
      JsonNode body = answer.body();
      signedHere.add(body.path("result").asText(body.path("transaction").asText()));
    } else if (answer.says().contains("nothing was signed")) {
      assertThat(Duration.ofNanos(after - usedFrom))
          .as("%s", answer)
          .isGreaterThan(HELD.minus(CLOCKS));
      assertThat(answer.status()).as("%s", answer).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("1");
      assertThat(answer.says()).contains("The database can't be reached");
      if (turn % 2 == 0) {
        assertThat(answer.code()).isEqualTo(-32002);
      } else {
        assertThat(answer.body().path("type").asText()).endsWith(":unavailable");
      }
      refused++;
    } else {
      noNode(answer);
      unknown += answer.status() == 503 ? 0 : 1;
    }
  }

  /** The same once all is back: it is signed, or not yet. */
  void signsHereAgain() {
    Answer answer = calls.post(keys.application(), "transactions", notarisation());
    if (answer.isGood()) {
      signedHere.add(answer.body().path("transaction").asText());
    } else {
      assertThat(answer.says()).contains("nothing was signed");
    }
  }

  private Map<String, Object> notarisation() {
    return Map.of(
        "contract",
        notary,
        "function",
        "notarise(bytes32,string)",
        "args",
        List.of(number(), "by the managed key"),
        "key",
        "clerk",
        "async",
        true);
  }

  private String number() {
    return "0x%064x".formatted(++numbers);
  }

  /** A transaction by a key that its owner keeps: drafted here, signed there, sent here. */
  void signsElsewhere() {
    List<NativeApi.Answer> answers = own.notarises(number());
    for (NativeApi.Answer answer : answers) {
      if (answer.status() / 100 == 2) {
        calls.add(1);
      } else {
        assertThat(answer.status()).as("%s", answer).isIn(NO_NODE);
        calls.unanswered(answer.toString());
        unknown += answer.status() == 503 ? 0 : 1;
      }
    }
    NativeApi.Answer last = answers.get(answers.size() - 1);
    if (last.body().has("transaction") && last.status() / 100 == 2) {
      signedElsewhere.add(last.body().path("transaction").asText());
    }
  }

  /** More calls at once than the limited key may make: it holds, as docs/gateway.md says. */
  void isLimited(Duration sinceTheDatabase) {
    double part =
        sinceTheDatabase.compareTo(HALF_SHARE) > 0
            ? 0.25
            : sinceTheDatabase.compareTo(SHARE) > 0 ? 0.5 : 1;
    long from = System.nanoTime();
    int taken = 0;
    for (int i = 0; i < BURST; i++) {
      Answer answer = calls.rpc(keys.limited(), "eth_chainId");
      if (answer.isGood()) {
        taken++;
      } else if (answer.status() == 429) {
        assertThat(answer.code()).isEqualTo(-32005);
        assertThat(answer.header("RateLimit")).startsWith("\"key-tps\";");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        keptOut++;
      } else {
        noNode(answer);
      }
    }
    double seconds = (System.nanoTime() - from) / 1e9;
    assertThat((double) taken)
        .as("of %s in %s s, %s after the database went", BURST, seconds, sinceTheDatabase)
        .isBetween(1.0, Math.max(1, part * KEY_TPS) + part * KEY_TPS * seconds);
  }

  /** A key that isn't known here is refused as one, at each door. */
  void isStranger(String key) {
    Answer rpc = calls.rpc(key, "eth_blockNumber");
    assertThat(rpc.status()).as("%s", rpc).isEqualTo(401);
    assertThat(rpc.code()).isEqualTo(-32010);
    Answer api = calls.get(key, "blocks/latest");
    assertThat(api.status()).as("%s", api).isEqualTo(401);
    assertThat(api.body().path("type").asText()).endsWith(":unauthenticated");
    for (Answer each : List.of(rpc, api)) {
      assertThat(each.says()).contains("not valid for this network");
      assertThat(each.header("WWW-Authenticate")).isNotEmpty();
    }
  }

  private void noNode(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isIn(NO_NODE);
    assertThat(answer.says()).contains("node");
    calls.unanswered(answer.toString());
  }

  OwnAccount own() {
    return own;
  }

  /** The transactions by the managed key that were answered as sent. */
  List<String> signedHere() {
    return signedHere;
  }

  /** Those by the key that its owner keeps. */
  List<String> signedElsewhere() {
    return signedElsewhere;
  }

  /** How many transactions weren't signed, since the managed key couldn't be read. */
  int refused() {
    return refused;
  }

  /** How many calls were over the key's limit. */
  int keptOut() {
    return keptOut;
  }

  /** How many transactions may or may not have been sent, as their callers were told. */
  int unknown() {
    return unknown;
  }
}
