package io.ridgeway.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.catalogue.Frameworks.BornContract;
import io.ridgeway.engine.explorer.ExplorerDesk.Hit;
import io.ridgeway.engine.explorer.Interface.Decoded;
import io.ridgeway.engine.explorer.LedgerReader.Ledger;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.ProblemType;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplorerDeskTest {
  private static final String ABI = "abi of token";

  private final Office office = new Office();
  private final OneLedger ledger = new OneLedger();
  private final ExplorerDesk desk = office.explorer(ledger);
  private final NetworkId network = office.order("tea").network();

  @BeforeEach
  void itIsReady() {
    office.ready(network);
    office.framework.interfaces = true;
  }

  @Test
  void blocksAreReadForWhoAsks() {
    // When
    Seen.Blocks newest =
        desk.blocks(office.viewer, office.tenant, network, OptionalLong.empty(), 3);
    Seen.Blocks oldest = desk.blocks(office.viewer, office.tenant, network, OptionalLong.of(2), 50);

    // Then
    assertThat(newest.blocks()).extracting(Seen.BlockLine::number).containsExactly(7L, 6L, 5L);
    assertThat(newest.older()).hasValue(5);
    assertThat(oldest.blocks()).extracting(Seen.BlockLine::number).containsExactly(1L, 0L);
    assertThat(oldest.older()).isEmpty();
    assertThat(ledger.asked).containsOnly(new Ledger(office.tenant, network, "vera"));
    assertThat(desk.block(office.viewer, office.tenant, network, OptionalLong.empty()).number())
        .isEqualTo(7);
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> desk.block(office.viewer, office.tenant, network, OptionalLong.of(8)));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> desk.block(office.viewer, office.tenant, network, OptionalLong.of(-1)));
    Refused.as(
        ProblemType.INVALID,
        () -> desk.blocks(office.viewer, office.tenant, network, OptionalLong.empty(), 51));
  }

  @Test
  void callsAndEventsAreDecodedOnceTheInterfaceIsKnown() {
    // Given
    Read before = read();
    assertThat(before.call()).isEmpty();
    assertThat(before.events()).allMatch(e -> e.decoded().isEmpty());

    // When
    KnownContract kept =
        desk.bring(
            office.developer,
            office.tenant,
            network,
            " " + OneLedger.CONTRACT.toUpperCase(java.util.Locale.ROOT).replace("0X", "0x"),
            "token",
            ABI);

    // Then
    assertThat(kept.address()).isEqualTo(OneLedger.CONTRACT);
    Read after = read();
    assertThat(after.name()).isEqualTo("token");
    assertThat(after.call().map(Decoded::name)).contains(ABI + " 0xa9059cbb07");
    assertThat(after.events().get(0).decoded().map(Decoded::name)).contains(ABI + " [0x01]0x07");
    assertThat(after.events().get(0).name()).isEqualTo("token");
    assertThat(after.events().get(1).decoded()).isEmpty();
    assertThat(desk.contracts(office.viewer, office.tenant, network)).containsExactly(kept);
    assertThat(
            desk.contract(office.viewer, office.tenant, network, OneLedger.CONTRACT)
                .orElseThrow()
                .made()
                .functions())
        .containsExactly(ABI);

    // When
    desk.forget(office.developer, office.tenant, network, OneLedger.CONTRACT);

    // Then
    assertThat(read().call()).isEmpty();
    assertThat(desk.contract(office.viewer, office.tenant, network, OneLedger.CONTRACT)).isEmpty();
    assertThat(office.done()).startsWith("explorer.contract.remove", "explorer.contract.keep");
  }

  private Read read() {
    return desk.transaction(office.viewer, office.tenant, network, OneLedger.TRANSACTION);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    Refused.as(ProblemType.INVALID, () -> bring("0x12", "token", ABI));
    Refused.as(ProblemType.INVALID, () -> bring(OneLedger.CONTRACT, " ", ABI));
    Refused.as(ProblemType.INVALID, () -> bring(OneLedger.CONTRACT, "x".repeat(65), ABI));
    Refused.as(ProblemType.INVALID, () -> bring(OneLedger.CONTRACT, "token", "wrong"));
    Refused.as(
        ProblemType.TOO_LARGE,
        () -> bring(OneLedger.CONTRACT, "token", "x".repeat(ExplorerDesk.LONGEST_DOCUMENT + 1)));
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> desk.bring(office.viewer, office.tenant, network, OneLedger.CONTRACT, "token", ABI));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> desk.forget(office.developer, office.tenant, network, OneLedger.CONTRACT));
    Refused.as(
        ProblemType.INVALID, () -> desk.transaction(office.viewer, office.tenant, network, "0x12"));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> desk.transaction(office.viewer, office.tenant, network, "cd".repeat(32)));
    office.framework.interfaces = false;
    Refused.as(ProblemType.INVALID, () -> bring(OneLedger.CONTRACT, "token", ABI));
  }

  private void bring(String address, String name, String document) {
    desk.bring(office.developer, office.tenant, network, address, name, document);
  }

  @Test
  void aNetworkHasRoomForSoManyAndAnyOfThemMayBeBroughtAnew() {
    // Given
    for (int i = 0; i < ExplorerDesk.MOST_CONTRACTS; i++) {
      bring(String.format("0x%040x", i), "c" + i, ABI);
    }

    // Then
    Refused.as(ProblemType.CONFLICT, () -> bring(OneLedger.CONTRACT, "token", ABI));
    bring(String.format("0x%040x", 7), "again", ABI);
    assertThat(desk.contracts(office.viewer, office.tenant, network))
        .hasSize(ExplorerDesk.MOST_CONTRACTS)
        .extracting(KnownContract::name)
        .contains("again");
  }

  @Test
  void strangersReadNothing() {
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> desk.blocks(office.stranger, office.tenant, network, OptionalLong.empty(), 1));
    Refused.as(
        ProblemType.NOT_FOUND, () -> desk.search(office.stranger, office.tenant, network, "1"));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> desk.transaction(office.stranger, office.tenant, network, OneLedger.TRANSACTION));
    assertThat(ledger.asked).isEmpty();
  }

  @Test
  void whereThereIsNoLedgerToReadItSaysSo() {
    // Given
    NetworkId fresh = office.order("milk").network();
    NetworkId gone = network;
    office.networks.delete(office.admin, office.tenant, gone);

    // Then
    Refused.as(
        ProblemType.ILLEGAL_TRANSITION,
        () -> desk.blocks(office.viewer, office.tenant, fresh, OptionalLong.empty(), 1));
    Refused.as(
        ProblemType.ILLEGAL_TRANSITION,
        () -> desk.block(office.viewer, office.tenant, gone, OptionalLong.empty()));
    Refused.as(
        ProblemType.ILLEGAL_TRANSITION,
        () -> desk.bring(office.developer, office.tenant, gone, OneLedger.CONTRACT, "token", ABI));
    assertThat(ledger.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "17, OfBlock[number=17]",
    "' 0 ', OfBlock[number=0]",
    "0x1111111111111111111111111111111111111111,"
        + " OfAddress[address=0x1111111111111111111111111111111111111111]",
    "0X1111111111111111111111111111111111111111,"
        + " OfAddress[address=0x1111111111111111111111111111111111111111]",
    "0xABababababababababababababababababababababababababababababababab,"
        + " OfTransaction[id=0xabababababababababababababababababababababababababababababababab]",
    "abababababababababababababababababababababababababababababababab,"
        + " OfTransaction[id=0xabababababababababababababababababababababababababababababababab]"
  })
  void aSearchLeadsToWhatItsTextNames(String text, String hit) {
    assertThat(desk.search(office.viewer, office.tenant, network, text).map(Hit::toString))
        .contains(hit);
  }

  @Test
  void aSearchForAnythingElseLeadsNowhere() {
    for (String text : new String[] {"", "-1", "token", "0x12", "9".repeat(19)}) {
      assertThat(desk.search(office.viewer, office.tenant, network, text)).isEmpty();
    }
  }

  @Test
  void contractsThatTheNetworkKnowsAreNamed() {
    // Given
    office.framework.interfaces = false;
    office.framework.born = Optional.of(new BornContract("notary", "1"));

    // Then
    assertThat(desk.named(office.viewer, office.tenant, network)).containsExactly("notary");
    assertThat(
            desk.search(office.viewer, office.tenant, network, OneLedger.TRANSACTION).orElseThrow())
        .isEqualTo(new Hit.OfTransaction(OneLedger.TRANSACTION.substring(2)));
  }
}
