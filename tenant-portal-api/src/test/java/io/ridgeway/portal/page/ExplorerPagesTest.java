package io.ridgeway.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.RawString;
import io.ridgeway.engine.explorer.ExplorerDesk.Opened;
import io.ridgeway.engine.explorer.Interface;
import io.ridgeway.engine.explorer.Interface.Decoded;
import io.ridgeway.engine.explorer.Interface.Value;
import io.ridgeway.engine.explorer.KnownContract;
import io.ridgeway.engine.explorer.Read;
import io.ridgeway.engine.explorer.Read.ReadEvent;
import io.ridgeway.engine.explorer.Seen;
import io.ridgeway.engine.explorer.Seen.BlockLine;
import io.ridgeway.engine.explorer.Seen.Bytes;
import io.ridgeway.engine.explorer.Seen.Entry;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Renders the explorer's pages with sample data, in both languages. */
class ExplorerPagesTest {
  private static final String ID = "0x" + "ab".repeat(32);
  private static final String ADDRESS = "0x" + "11".repeat(20);
  private static final Bytes NONE = new Bytes("", false);
  private final RenderedPortal portal = new RenderedPortal();

  private static Map<String, Object> data(boolean takes) {
    Map<String, Object> data = new HashMap<>();
    data.put("network", Samples.network(new NetworkState.Ready()));
    data.put("search", Form.empty());
    data.put("takes", takes);
    return data;
  }

  private static Seen.Blocks blocks(long from, long to) {
    return new Seen.Blocks(
        1_042,
        LongStream.rangeClosed(from, to)
            .map(n -> to + from - n)
            .mapToObj(n -> new BlockLine(n, "0x" + n, Optional.of(Samples.NOW), 2))
            .toList());
  }

  private String part(Seen.Blocks blocks, boolean newest) {
    return portal.pages.part(
        ExplorerPage.BLOCKS, Locale.ENGLISH, ExplorerPage.list(Samples.NETWORK, blocks, newest));
  }

  @Test
  void theLatestBlocksAreFollowedAndOlderOnesAreNot() {
    // When
    String newest = part(blocks(1_040, 1_042), true);
    String oldest = part(blocks(0, 2), false);
    Map<String, Object> data = data(true);
    data.put("blocks", new RawString(newest));

    // Then
    assertThat(portal.shown("explorer", "portal/explorer", data))
        .contains(
            "hx-get=\"/networks/" + Samples.NETWORK + "/explorer/live?seen=1042\"",
            "hx-trigger=\"every 5s\"",
            "id=\"explorer-height\">1,042",
            "/explorer/blocks/1041\">1,041</a>",
            "<time datetime=\"2026-11-21T10:40:03Z\">21 Nov 2026, 10:40:03 UTC</time>",
            "/explorer?before=1040\"",
            "id=\"explorer-search\"");
    assertThat(oldest).doesNotContain("hx-get", "id=\"older-blocks\"").contains("data-block=\"0\"");
    assertThat(part(new Seen.Blocks(7, List.of()), false)).contains("id=\"no-blocks\"");
  }

  @Test
  void aRefusalStandsAboveTheSearch() {
    Map<String, Object> data = data(true);
    data.put(
        "refusal",
        new Refusal(ProblemType.NETWORK_SUSPENDED, "The network is suspended: <later>."));

    assertThat(portal.shown("explorer-refused", "portal/explorer", data))
        .contains(
            "data-problem=\"network-suspended\"",
            "The network is suspended: &lt;later&gt;.",
            "id=\"explorer-search\"")
        .doesNotContain("id=\"blocks\"");
  }

  @Test
  void aBlockHasItsTransactionsAndItsNeighbours() {
    // Given
    Map<String, Object> data = data(true);
    List<Entry> many =
        LongStream.range(0, 201).mapToObj(n -> new Entry("0x" + n, "VALID")).toList();
    ExplorerPage.shown(data, new Seen.Block(7, "0x7", "0x6", Optional.of(Samples.NOW), many));

    // Then
    assertThat(portal.shown("explorer-block", "portal/explorer-block", data))
        .contains(
            "/explorer/blocks/6\">0x6</a>",
            "/explorer/blocks/8\"",
            "/explorer/transactions/0x199\"",
            "1 more aren’t shown here.")
        .doesNotContain("/explorer/transactions/0x200\"");

    // When
    ExplorerPage.shown(data, new Seen.Block(0, "0x0", "", Optional.empty(), List.of()));

    // Then
    assertThat(portal.shown("explorer-block-first", "portal/explorer-block", data))
        .contains("id=\"no-transactions\"")
        .doesNotContain("id=\"previous-block\"");

    // When
    ExplorerPage.shown(
        data, new Seen.Block(1, "a", "b", Optional.empty(), List.of(new Entry("", "VALID"))));

    // Then
    assertThat(portal.shown("explorer-block-unnamed", "portal/explorer-block", data))
        .contains("Without an id", "VALID");
  }

  private static Seen.Transaction ethereum(String created, List<Seen.Event> events) {
    return new Seen.Transaction(
        ID,
        OptionalLong.of(1_042),
        "COMMITTED",
        "SUCCESS",
        Optional.of(Samples.NOW),
        created.isEmpty() ? "CALL" : "DEPLOYMENT",
        "0x" + "33".repeat(20),
        created.isEmpty() ? ADDRESS : "",
        created,
        created.isEmpty() ? "0xa9059cbb" : "",
        List.of(),
        "0xa9059cbb07",
        NONE,
        List.of(),
        events,
        Map.of("gas", "21000", "nonce", "3", "value", "0"));
  }

  @Test
  void aTransactionIsShownDecodedWhereItsInterfaceIsKnown() {
    // Given
    Decoded call =
        new Decoded(
            "transfer",
            "transfer(address to, uint256 value)",
            List.of(new Value("to", "address", ADDRESS), new Value("", "uint256", "<1000000>")));
    Seen.Event event = new Seen.Event(ADDRESS, "", List.of("0xddf2"), new Bytes("0x07", false));
    Decoded told = new Decoded("Transfer", "Transfer(uint256 value)", List.of());
    Map<String, Object> data = data(true);

    // When
    data.put(
        "read",
        new Read(
            ethereum("", List.of(event)),
            "token",
            Optional.of(call),
            List.of(
                new ReadEvent(event, "token", Optional.of(told)),
                new ReadEvent(event, "", Optional.empty()))));

    // Then
    assertThat(portal.shown("explorer-transaction", "portal/explorer-transaction", data))
        .contains(
            "data-status=\"COMMITTED\"",
            "In effect",
            "/explorer/blocks/1042\">1,042</a>",
            "transfer(address to, uint256 value)",
            "&lt;1000000&gt;",
            "Transfer(uint256 value)",
            "0xddf2",
            "Gas used",
            "21000")
        .doesNotContain("id=\"not-decoded\"");

    // When
    data.put("read", new Read(ethereum("", List.of()), "", Optional.empty(), List.of()));

    // Then
    assertThat(portal.shown("explorer-transaction-raw", "portal/explorer-transaction", data))
        .contains("id=\"not-decoded\"", "contracts?address=" + ADDRESS, "id=\"no-events\"");

    // When
    data.put("read", new Read(ethereum(ADDRESS, List.of()), "", Optional.empty(), List.of()));

    // Then
    assertThat(portal.shown("explorer-transaction-made", "portal/explorer-transaction", data))
        .contains("id=\"created\"", "Contract made")
        .doesNotContain("id=\"not-decoded\"");
  }

  @Test
  void aTransactionOfFabricShowsArgumentsEndorsersAndCode() {
    // Given
    Map<String, Object> data = data(false);
    data.put(
        "read",
        new Read(
            new Seen.Transaction(
                "ab".repeat(32),
                OptionalLong.of(7),
                "INVALID",
                "MVCC_READ_CONFLICT",
                Optional.of(Samples.NOW),
                "CALL",
                "alpha/clerk",
                "notary",
                "",
                "draft",
                List.of(new Bytes("lease-1", false), new Bytes("/w==", true)),
                "",
                new Bytes("{}", false),
                List.of("alpha/peer-1", "beta/peer-1"),
                List.of(),
                Map.of()),
            "",
            Optional.empty(),
            List.of(
                new ReadEvent(
                    new Seen.Event("notary", "Drafted", List.of(), new Bytes("lease-1", false)),
                    "",
                    Optional.empty()))));

    // Then
    assertThat(portal.shown("explorer-transaction-fabric", "portal/explorer-transaction", data))
        .contains(
            "MVCC_READ_CONFLICT",
            "Without effect",
            "alpha/clerk",
            "beta/peer-1",
            "lease-1",
            "0xff",
            "Drafted",
            "id=\"result\"")
        .doesNotContain("id=\"not-decoded\"", "/explorer/contracts/notary");
  }

  @Test
  void contractsAreListedAndTheirInterfacesTaken() {
    // Given
    KnownContract token =
        new KnownContract(
            Samples.TENANT, Samples.NETWORK, ADDRESS, "<token>", "[]", Samples.NOW, "mei");
    Map<String, Object> data = data(true);
    data.put("named", List.of());
    data.put("contracts", List.of(token));
    Form form = new Form(Map.of("address", List.of(ADDRESS), "abi", List.of("[\"<\"]")));
    form.reject("name", "This is needed.");
    data.put("form", form);

    // Then
    assertThat(portal.shown("explorer-contracts", "portal/explorer-contracts", data))
        .contains(
            "&lt;token&gt;",
            "/explorer/contracts/" + ADDRESS + "\"",
            "value=\"" + ADDRESS + "\"",
            "[&quot;&lt;&quot;]",
            "This is needed.");

    // When
    data.put("contracts", List.of());
    data.put("form", Form.empty());

    // Then
    assertThat(portal.shown("explorer-contracts-none", "portal/explorer-contracts", data))
        .contains("id=\"no-known-contracts\"");

    // When
    data.put("takes", false);
    data.put("named", List.of("notary"));

    // Then
    assertThat(portal.shown("explorer-contracts-fabric", "portal/explorer-contracts", data))
        .contains("id=\"no-interfaces\"", "notary")
        .doesNotContain("id=\"interface-form\"");
  }

  @Test
  void aContractShowsWhatItsInterfaceSays() {
    // Given
    KnownContract token =
        new KnownContract(
            Samples.TENANT, Samples.NETWORK, ADDRESS, "token", "[]", Samples.NOW, "mei");
    Map<String, Object> data = data(true);
    data.put("address", ADDRESS);
    data.put("opened", List.of(new Opened(token, new Said())));

    // Then
    assertThat(portal.shown("explorer-contract", "portal/explorer-contract", data))
        .contains("transfer(address to)", "Transfer(address to)", "id=\"forget-interface\"");

    // When
    data.put("opened", List.of());

    // Then
    assertThat(portal.shown("explorer-contract-unknown", "portal/explorer-contract", data))
        .contains("id=\"unknown-contract\"", "contracts?address=" + ADDRESS)
        .doesNotContain("id=\"forget-interface\"");
  }

  /** An interface of one function and one event. */
  private record Said() implements Interface {
    @Override
    public List<String> functions() {
      return List.of("transfer(address to)");
    }

    @Override
    public List<String> events() {
      return List.of("Transfer(address to)");
    }

    @Override
    public Optional<Decoded> call(String input) {
      return Optional.empty();
    }

    @Override
    public Optional<Decoded> event(List<String> topics, String data) {
      return Optional.empty();
    }
  }
}
