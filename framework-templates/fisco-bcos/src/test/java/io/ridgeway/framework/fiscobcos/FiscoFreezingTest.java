package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Freezing.Kind;
import io.ridgeway.framework.Freezing.Known;
import io.ridgeway.framework.Freezing.Order;
import io.ridgeway.framework.Freezing.Outcome;
import io.ridgeway.framework.Freezing.Standing;
import io.ridgeway.framework.Freezing.Subject;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.network.NodeName;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.fisco.bcos.sdk.jni.utilities.tx.TransactionBuilderJniObj;
import org.fisco.bcos.sdk.v3.codec.ContractCodec;
import org.fisco.bcos.sdk.v3.contract.auth.contracts.AccountManager;
import org.fisco.bcos.sdk.v3.contract.auth.contracts.CommitteeManager;
import org.fisco.bcos.sdk.v3.contract.auth.contracts.ContractAuthPrecompiled;
import org.fisco.bcos.sdk.v3.crypto.CryptoSuite;
import org.fisco.bcos.sdk.v3.model.CryptoType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Freezing on a chain that is a few statuses alone, told and changed as the nodes' built-in
 * contracts tell and change them. What it is sent is read by the official SDK. No real node has
 * run.
 */
class FiscoFreezingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FiscoBcosPack PACK = new FiscoBcosPack();
  private static final String BOB = "0x" + "b0".repeat(20);
  private static final String SHOP = "0x" + "c0".repeat(20);
  private static final String ANN = "0x" + "a0".repeat(20);

  private Cryptography cryptography = Cryptography.STANDARD;
  private final List<String> begun = new ArrayList<>();

  /** The statuses, by the rules of the nodes' sources. */
  private final class Statuses implements Asking {
    private final Map<String, Integer> now = new HashMap<>();
    private final Map<String, Integer> before = new HashMap<>();
    private final Map<String, String> administrators = new HashMap<>(Map.of(SHOP, ANN));
    private final Map<String, JsonNode> receipts = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private long height = 41;
    private boolean away;
    private boolean breaksOff;

    @Override
    public NodeName node() {
      return new NodeName("sealer-1");
    }

    @Override
    public JsonNode ask(String method, List<?> parameters) {
      if (away) {
        throw new LedgerException.Unreachable("sealer-1 does not answer");
      }
      assertThat(parameters.subList(0, 2)).isEqualTo(List.of("group0", ""));
      return switch (method) {
        case "getBlockNumber" -> JSON.getNodeFactory().numberNode(height);
        case "getCode" ->
            JSON.getNodeFactory().textNode(parameters.get(2).equals(SHOP) ? "0x6080" : "");
        case "call" -> call(parameters.get(2).toString(), parameters.get(3).toString());
        case "getTransactionReceipt" -> receipt(parameters.get(2).toString());
        case "sendTransaction" -> send(parameters.get(2).toString());
        default -> throw new AssertionError(method);
      };
    }

    private JsonNode receipt(String name) {
      if (!receipts.containsKey(name)) {
        throw new LedgerException.Refused(3, "no such transaction", Optional.empty());
      }
      return receipts.get(name);
    }

    private JsonNode call(String to, String data) {
      String address = "0x" + data.substring(data.length() - 40);
      return switch (selected(to, data)) {
        // Goes by the last status within the block of the change, which the newest one may be.
        case "getAccountStatus" -> told(before.getOrDefault(address, 0));
        case "getAdmin" ->
            told(new BigInteger(administrators.getOrDefault(address, "0x0").substring(2), 16));
        case "contractAvailable" ->
            administrators.containsKey(address)
                ? told(now.getOrDefault(address, 0) == 0 ? 1 : 0)
                : JSON.createObjectNode().put("status", 15).put("output", "0x");
        default -> throw new AssertionError(data);
      };
    }

    private String selected(String to, String data) {
      List<String> there =
          to.equals(Governance.ACCOUNTS)
              ? List.of("getAccountStatus(address)", "setAccountStatus(address,uint8)")
              : List.of(
                  "getAdmin(address)",
                  "contractAvailable(address)",
                  "setContractStatus(address,uint8)");
      return there.stream()
          .filter(f -> data.startsWith("0x" + selector(f)))
          .map(f -> f.substring(0, f.indexOf('(')))
          .findFirst()
          .orElseThrow();
    }

    private JsonNode send(String encoded) {
      JsonNode sent;
      try {
        sent = JSON.readTree(TransactionBuilderJniObj.decodeTransactionToJsonObj(encoded));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      assertThat(sent.at("/data/blockLimit").asLong()).isEqualTo(height + 50);
      height++;
      now.forEach(before::put);
      String to = sent.at("/data/to").asText();
      ObjectNode receipt =
          carriedOut(to, sent.at("/data/input").asText()).put("blockNumber", height).put("to", to);
      receipts.put(begun.get(begun.size() - 1), receipt);
      if (breaksOff) {
        throw new LedgerException.Unreachable("sealer-1 does not answer");
      }
      return receipt;
    }

    private ObjectNode carriedOut(String to, String input) {
      if (to.equals(Governance.ACCOUNTS)) {
        List<String> args = sdk(AccountManager.ABI, "setAccountStatus", input);
        calls.add("setAccountStatus " + args);
        return set(args);
      }
      if (to.equals(Governance.CONTRACTS)) {
        List<String> args = sdk(WITH_STATUS, "setContractStatus", input);
        calls.add("setContractStatus " + args);
        return administrators.get(args.get(0)).equals(governor()) ? set(args) : told(-50_000);
      }
      List<String> args = sdk(CommitteeManager.ABI, "createResetAdminProposal", input);
      calls.add("createResetAdminProposal " + args);
      administrators.put(args.get(1), args.get(0));
      return told(7);
    }

    private ObjectNode set(List<String> args) {
      before.putIfAbsent(args.get(0), now.getOrDefault(args.get(0), 0));
      now.put(args.get(0), Integer.parseInt(args.get(1)));
      return told(0);
    }

    private static ObjectNode told(int number) {
      return told(BigInteger.valueOf(number));
    }

    private static ObjectNode told(BigInteger number) {
      BigInteger word = number.mod(BigInteger.ONE.shiftLeft(256));
      return JSON.createObjectNode().put("status", 0).put("output", "0x%064x".formatted(word));
    }

    /** Another block, of somebody else's. */
    private void goesOn() {
      height++;
      before.putAll(now);
    }
  }

  /** The SDK's own has it under the older form alone. */
  private static final String WITH_STATUS =
      "[{\"type\":\"function\",\"name\":\"setContractStatus\",\"stateMutability\":\"nonpayable\","
          + "\"inputs\":[{\"name\":\"a\",\"type\":\"address\"},"
          + "{\"name\":\"s\",\"type\":\"uint8\"}],\"outputs\":[]}]";

  private final Statuses chain = new Statuses();

  private CryptoSuite suite() {
    return new CryptoSuite(
        cryptography == Cryptography.GUOMI ? CryptoType.SM_TYPE : CryptoType.ECDSA_TYPE);
  }

  private String selector(String function) {
    byte[] hash = suite().hash(function.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 4);
  }

  private List<String> sdk(String abi, String method, String input) {
    try {
      return new ContractCodec(suite(), false)
          .decodeMethodInputToString(abi, method, HexFormat.of().parseHex(input.substring(2)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Scenario scenario(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("cryptography", cryptography.parameter());
    return Scenario.local("3.16", 4, 0, all);
  }

  private BirthRecord birth(Map<String, String> more) {
    Scenario scenario = scenario(more);
    return scenario.input(PACK, scenario.identities(PACK).identities()).birth();
  }

  private String governor() {
    return birth(Map.of()).get("governor");
  }

  private Governing governing() {
    return new Governing(
        Chain.of(birth(Map.of())),
        new GovernorsHand(cryptography, scenario(Map.of()).identities(PACK)),
        () -> "4711");
  }

  private GovernedChain asked() {
    return new GovernedChain(Chain.of(birth(Map.of())), List.of(chain));
  }

  private Standing look(Subject subject, Optional<Known> known) {
    return FiscoFreezing.look(asked(), governor(), subject, known);
  }

  private int carryOut(Order order) {
    int sent = 0;
    Standing standing = look(order.subject(), known(order));
    while (!standing.is(order)) {
      assertThat(++sent).as("it comes to an end").isLessThan(5);
      FiscoFreezing.send(
          asked(),
          governing(),
          FiscoFreezing.next(new Governance(true), governor(), order, standing),
          b -> begun.add(b.transaction()));
      standing = look(order.subject(), known(order));
    }
    return sent;
  }

  private Optional<Known> known(Order order) {
    return begun.isEmpty()
        ? Optional.empty()
        : asked()
            .receipt(begun.get(begun.size() - 1))
            .map(r -> new Known(r.path("blockNumber").asLong(), order.frozen()));
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void anAccountIsFrozenByOneCallThoughTheNodeTellsItLater(Cryptography suite) {
    // Given
    cryptography = suite;
    Subject bob = new Subject(Kind.ACCOUNT, BOB);
    Order freeze = new Order(bob, true, Optional.empty());

    // Then
    assertThat(carryOut(freeze)).isEqualTo(1);
    assertThat(chain.calls).containsExactly("setAccountStatus [" + BOB + ", 1]");
    assertThat(look(bob, Optional.empty()).frozen())
        .as("what a node says in the block of the change")
        .isFalse();
    assertThat(look(bob, Optional.empty()).certain()).isFalse();
    assertThat(look(bob, Optional.of(new Known(42, true))))
        .isEqualTo(new Standing(Optional.empty(), true, Optional.empty(), true, true));
    chain.goesOn();
    assertThat(look(bob, Optional.empty()).frozen()).isTrue();
    assertThat(look(bob, Optional.of(new Known(42, false))).frozen())
        .as("what is known of an older block isn't heeded")
        .isTrue();
    assertThat(carryOut(freeze)).as("nothing is missing").isZero();
    assertThat(carryOut(new Order(bob, false, Optional.empty()))).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void aContractIsTakenFrozenLetGoAndGivenBack(Cryptography suite) {
    // Given
    cryptography = suite;
    Subject shop = new Subject(Kind.CONTRACT, SHOP);
    assertThat(look(shop, Optional.empty()))
        .isEqualTo(new Standing(Optional.empty(), false, Optional.of(ANN), false, true));

    // Then
    assertThat(carryOut(new Order(shop, true, Optional.of(ANN)))).isEqualTo(2);
    assertThat(carryOut(new Order(shop, false, Optional.of(ANN)))).isEqualTo(2);
    assertThat(chain.calls)
        .containsExactly(
            "createResetAdminProposal [" + governor() + ", " + SHOP + ", 604800]",
            "setContractStatus [" + SHOP + ", 1]",
            "setContractStatus [" + SHOP + ", 0]",
            "createResetAdminProposal [" + ANN + ", " + SHOP + ", 604800]");
    assertThat(ContractAuthPrecompiled.ABI).contains("contractAvailable", "getAdmin");
  }

  @Test
  void whatWasSentAndNotAnsweredIsFoundByItsName() {
    // Given
    Subject bob = new Subject(Kind.ACCOUNT, BOB);
    Order freeze = new Order(bob, true, Optional.empty());
    chain.breaksOff = true;

    // Then
    assertThatThrownBy(() -> carryOut(freeze))
        .isInstanceOfSatisfying(
            LedgerException.Unknown.class,
            e -> assertThat(e.transaction()).isEqualTo(begun.get(0)).matches("0x[0-9a-f]{64}"));
    assertThat(carryOut(freeze)).as("it was taken").isZero();
    assertThat(asked().receipt("0x" + "00".repeat(32))).isEmpty();
    chain.away = true;
    assertThatThrownBy(this::asked).isInstanceOf(LedgerException.Unreachable.class);
  }

  @Test
  void whatTheBuiltInContractsRefuseWithinAReceiptIsToldOfItsBlock() {
    // Given: somebody else has the contract by now
    Subject shop = new Subject(Kind.CONTRACT, SHOP);
    Standing stale = new Standing(Optional.empty(), false, Optional.of(governor()), true, true);
    FiscoFreezing.Step step =
        FiscoFreezing.next(
            new Governance(true), governor(), new Order(shop, true, Optional.empty()), stale);

    // When
    FiscoFreezing.send(asked(), governing(), step, b -> begun.add(b.transaction()));

    // Then
    assertThat(FiscoFreezing.outcome(asked().receipt(begun.get(0)).orElseThrow()))
        .isEqualTo(new Outcome(42, false, "-50000 the governor isn't entitled to that"));
  }

  @Test
  void nodesAreAskedAtOnceAndThoseThatFailAreDoneWithout() {
    // Given one that has an error of its own, and four that say nothing for long
    Asking failing =
        door(
            "sealer-0",
            () -> {
              throw new LedgerException.Refused(-32_603, "not now", Optional.empty());
            });
    List<Asking> doors = new ArrayList<>(List.of(failing, chain));
    for (int i = 2; i < 6; i++) {
      doors.add(door("sealer-" + i, FiscoFreezingTest::late));
    }

    // When
    long begin = System.nanoTime();
    GovernedChain there = new GovernedChain(Chain.of(birth(Map.of())), doors);
    Optional<JsonNode> receipt = there.receipt("0x" + "00".repeat(32));

    // Then
    assertThat(there.height()).isEqualTo(41);
    assertThat(there.door()).isSameAs(chain);
    assertThat(receipt).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(9));
  }

  private static Asking door(String name, Supplier<JsonNode> answer) {
    return new Asking() {
      @Override
      public NodeName node() {
        return new NodeName(name);
      }

      @Override
      public JsonNode ask(String method, List<?> parameters) {
        return answer.get();
      }
    };
  }

  private static JsonNode late() {
    try {
      Thread.sleep(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new LedgerException.Unreachable("it does not answer");
  }

  @Test
  void nothingIsSentThatCouldNotBeNoted() {
    // Given
    Order freeze = new Order(new Subject(Kind.ACCOUNT, BOB), true, Optional.empty());
    FiscoFreezing.Step step =
        FiscoFreezing.next(
            new Governance(true), governor(), freeze, look(freeze.subject(), Optional.empty()));

    // Then
    assertThatThrownBy(
            () ->
                FiscoFreezing.send(
                    asked(),
                    governing(),
                    step,
                    begun -> {
                      throw new IllegalStateException("overtaken");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(chain.calls).isEmpty();
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(look(new Subject(Kind.CONTRACT, BOB), Optional.empty()).missing())
        .contains("There is no contract at " + BOB + " on this chain.");
    assertThat(look(new Subject(Kind.ACCOUNT, SHOP), Optional.empty()).missing())
        .contains("There is a contract at " + SHOP + ", and no account.");
    chain.administrators.clear();
    assertThat(look(new Subject(Kind.CONTRACT, SHOP), Optional.empty()))
        .as("one that nobody ever administered goes on")
        .isEqualTo(new Standing(Optional.empty(), false, Optional.empty(), false, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0xb0b                                      | An address is 0x and 40 hex digits.",
        "b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0 | An address is 0x and 40 hex digits.",
        "0x0000000000000000000000000000000000000000 | That address is the chain's own",
        "0x0000000000000000000000000000000000010001 | That address is the chain's own",
        "GOVERNOR                                   | That is the chain's governor",
      })
  void whatCanNotBeFrozenIsRefused(String address, String why) {
    Subject subject = new Subject(Kind.ACCOUNT, address.equals("GOVERNOR") ? governor() : address);
    assertThat(PACK.freezing().orElseThrow().wrong(birth(Map.of()), subject))
        .hasValueSatisfying(told -> assertThat(told).startsWith(why));
  }

  @Test
  void aChainWithoutChecksFreezesNothingAndAddressesAreTakenInAnyCase() {
    assertThat(PACK.freezing().orElseThrow().obstacle(birth(Map.of()))).isEmpty();
    assertThat(PACK.freezing().orElseThrow().canonical("0x" + "B0".repeat(20))).isEqualTo(BOB);
    assertThat(PACK.freezing().orElseThrow().obstacle(birth(Map.of("authCheck", "false"))))
        .hasValueSatisfying(why -> assertThat(why).contains("checks no permissions"));
  }
}
