package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.ridgeway.framework.Blocks;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.DetailedLedger;
import io.ridgeway.framework.DetailedLedger.Detail;
import io.ridgeway.framework.EventPosition;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerEvent;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Proposals;
import io.ridgeway.framework.Proposals.Draft;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.SignedElsewhere;
import io.ridgeway.framework.fabric.client.FabricClient;
import io.ridgeway.model.key.ToSign;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applications of a channel that started from a contract use it by our client, with keys in custody
 * and with keys of their own, on real nodes.
 */
class ApplicationsIT {
  private static final String HASH = "ab".repeat(32);

  @TempDir Path home;

  @Test
  void aChannelStartsFromAContract() throws Exception {
    String subnet = RealChannel.subnet(87);
    try (RealChannel channel =
        RealChannel.of(
            home,
            Map.of("orderer", 1, "peer", 2, "contract", 2),
            Map.of(
                "organisations", "alpha,beta",
                "channel", RealChannel.CHANNEL,
                "contract", "notary"),
            subnet)) {
      // When
      channel.bringUp();
      // Then
      applicationsConcludeALease(channel);
      whoeverKeepsHisKeySignsHimself(channel);
      // Nothing is left to do, and nothing is done twice.
      assertThat(channel.join()).isEmpty();
    }
  }

  /** Two organisations' applications agree, and see it as the gateway shows it to them. */
  private void applicationsConcludeALease(RealChannel channel) {
    Optional<Signatory> clerk = Optional.of(channel.lab.application("alpha", "clerk"));
    Optional<Signatory> bot = Optional.of(channel.lab.application("beta", "bot"));
    try (LedgerClient client = channel.pack.client(channel.nodes.outside())) {
      // When
      Receipt drafted = done(channel, client, clerk, "draft", "lease-1", HASH, "alpha,beta");
      done(channel, client, clerk, "agree", "lease-1", HASH);
      Events events =
          client.events(
              new EventQuery("notary", OptionalLong.of(drafted.block()), Optional.empty()), clerk);
      Receipt concluded = done(channel, client, bot, "agree", "lease-1", HASH);

      // Then
      assertThat(drafted.status()).isEqualTo(LedgerTransaction.Status.COMMITTED);
      assertThat(drafted.code()).isEqualTo("VALID");
      assertThat(drafted.result().text()).contains("\"status\":\"OPEN\"");
      assertThat(
              channel.eventually(
                  "alpha's peer has it",
                  () -> client.evaluate(Call.of("notary", "read", List.of("lease-1"), clerk)),
                  answer -> answer.text().contains("CONCLUDED")))
          .isNotNull();
      assertThatThrownBy(
              () -> client.submit(Call.of("notary", "refuse", List.of("lease-1", "too late"), bot)))
          .isInstanceOf(LedgerException.Refused.class)
          .hasMessageContaining("Contract lease-1 is CONCLUDED.");

      LedgerTransaction transaction =
          channel
              .eventually(
                  "every peer has the transaction",
                  () -> client.transaction(concluded.transaction(), clerk),
                  Optional::isPresent)
              .orElseThrow();
      assertThat(transaction.block()).hasValue(concluded.block());
      assertThat(transaction.by()).isEqualTo("beta/bot");
      assertThat(transaction.contract()).isEqualTo("notary");
      assertThat(transaction.function()).isEqualTo("agree");
      assertThat(transaction.args()).containsExactly(Content.text("lease-1"), Content.text(HASH));
      assertThat(transaction.result()).isEqualTo(concluded.result());
      assertThat(client.transaction("00".repeat(32), clerk)).isEmpty();
      DetailedLedger detailed = (DetailedLedger) client;
      Detail detail = detailed.detail(concluded.transaction(), clerk).orElseThrow();
      assertThat(detail.transaction()).isEqualTo(transaction);
      assertThat(detail.kind()).isEqualTo(DetailedLedger.Kind.CALL);
      assertThat(detail.endorsers()).isNotEmpty().allMatch(e -> e.matches("(alpha|beta)/.+"));
      assertThat(detail.events())
          .containsExactly(
              new DetailedLedger.Event("notary", "Concluded", List.of(), Content.text("lease-1")));
      assertThat(detailed.detail("00".repeat(32), clerk)).isEmpty();

      LedgerBlock block = client.block(OptionalLong.of(concluded.block()), clerk).orElseThrow();
      assertThat(block.transactions())
          .containsExactly(new LedgerBlock.Entry(concluded.transaction(), "VALID"));
      LedgerBlock before =
          client.block(OptionalLong.of(concluded.block() - 1), clerk).orElseThrow();
      assertThat(block.previous()).isEqualTo(before.hash());
      assertThat(client.block(OptionalLong.of(concluded.block() + 100), clerk)).isEmpty();
      assertThat(client.block(OptionalLong.empty(), clerk).orElseThrow().number())
          .isGreaterThanOrEqualTo(concluded.block());

      LedgerEvent told = events.next().orElseThrow();
      assertThat(told)
          .isEqualTo(
              new LedgerEvent(
                  new EventPosition(concluded.block(), concluded.transaction(), 0),
                  "notary",
                  "Concluded",
                  Content.text("lease-1")));
      assertThat(again(client, clerk, concluded.block(), Optional.empty())).isEqualTo(told);
      // What comes after it is another one.
      Receipt drafted2 = done(channel, client, bot, "draft", "lease-2", HASH, "alpha,beta");
      Receipt refused = done(channel, client, clerk, "refuse", "lease-2", "too dear");
      assertThat(again(client, clerk, 0, Optional.of(told.at())).at())
          .isEqualTo(new EventPosition(refused.block(), refused.transaction(), 0));
      assertThat(drafted2.block()).isLessThan(refused.block());

      events.close();
      assertThat(events.next()).isEmpty();
    }
    assertThat(channel.lab.custody().signed())
        .anyMatch(reason -> reason.matches("transaction [0-9a-f]{64}, notary agree"));
  }

  /** Nothing is signed for him: proposal and transaction are handed out, and come back signed. */
  private static void whoeverKeepsHisKeySignsHimself(RealChannel channel) {
    Signatory outsider = channel.lab.application("beta", "outsider");
    Signatory stranger = channel.lab.application("alpha", "stranger");
    Proposals.Member member =
        new Proposals.Member("beta", outsider.certificate().orElseThrow().pem());
    try (FabricClient client = (FabricClient) channel.pack.client(channel.nodes.outside());
        Blocks blocks =
            client.blocks(
                client.block(OptionalLong.empty(), Optional.of(stranger)).orElseThrow().number()
                    + 1,
                Optional.of(stranger))) {
      // When
      Call draft =
          Call.of("notary", "draft", List.of("lease-out", HASH, "alpha,beta"), Optional.empty());
      Draft proposal = client.propose(draft, member);
      Draft agreed = client.endorse(signed(proposal, outsider));
      // Then
      assertThat(agreed.transaction()).isEqualTo(proposal.transaction());
      assertThat(agreed.answer().text()).contains("\"status\":\"OPEN\"");
      assertThat(agreed.changes()).isTrue();
      assertThat(client.evaluate(signed(proposal, outsider)).text()).contains("OPEN");
      // When another signs, nothing comes of it
      assertThatThrownBy(() -> client.endorse(signed(proposal, stranger)))
          .isInstanceOf(LedgerException.Refused.class);
      assertThatThrownBy(() -> client.submit(signed(agreed, stranger)))
          .isInstanceOf(LedgerException.Refused.class);
      // When
      assertThat(client.submit(signed(agreed, outsider)).transaction())
          .isEqualTo(proposal.transaction());
      // Then
      LedgerTransaction transaction =
          channel
              .eventually(
                  "it is in a block",
                  () -> client.transaction(proposal.transaction(), Optional.of(stranger)),
                  Optional::isPresent)
              .orElseThrow();
      assertThat(transaction.by()).isEqualTo("beta/outsider");
      assertThat(transaction.status()).isEqualTo(LedgerTransaction.Status.COMMITTED);
      asksByProposalsAsLibrariesSendThem(client, member, outsider);
      LedgerBlock block = blocks.next().orElseThrow();
      assertThat(block.number()).isEqualTo(transaction.block().orElseThrow());
      assertThat(block)
          .isEqualTo(client.block(transaction.block(), Optional.of(stranger)).orElseThrow());
    }
    assertThat(channel.lab.custody().signed()).noneMatch(r -> r.contains("lease-out"));
  }

  /** What only reads changes nothing, and who signed is told from the message. */
  private static void asksByProposalsAsLibrariesSendThem(
      FabricClient client, Proposals.Member member, Signatory outsider) {
    SignedElsewhere.Signed read =
        signed(
            client.propose(
                Call.of("notary", "read", List.of("lease-out"), Optional.empty()), member),
            outsider);
    SignedElsewhere.Signed opened =
        client.opened(
            SignedProposal.newBuilder()
                .setProposalBytes(ByteString.copyFrom(read.payload()))
                .setSignature(ByteString.copyFrom(read.signature()))
                .build()
                .toByteArray());
    Draft answered = client.endorse(opened);
    assertThat(answered.answer().text()).contains("\"status\":\"OPEN\"");
    assertThat(answered.changes()).isFalse();
    assertThat(client.signer(opened)).isEqualTo(member);
    assertThat(client.signer(signed(answered, outsider))).isEqualTo(member);
  }

  /** What he does at home, with a key that nobody else has. */
  private static SignedElsewhere.Signed signed(Draft draft, Signatory by) {
    return new SignedElsewhere.Signed(
        draft.payload(), by.sign(new ToSign.Message(draft.payload()), "at home").encoded());
  }

  private static LedgerEvent again(
      LedgerClient client, Optional<Signatory> by, long from, Optional<EventPosition> after) {
    try (Events events =
        client.events(new EventQuery("notary", OptionalLong.of(from), after), by)) {
      return events.next().orElseThrow();
    }
  }

  /** Peers that have just joined don't know each other at once, and one may be a block behind. */
  private static Receipt done(
      RealChannel channel,
      LedgerClient client,
      Optional<Signatory> by,
      String function,
      String... args) {
    return channel.eventually(
        function + " is committed",
        () -> client.submit(Call.of("notary", function, List.of(args), by)).committed().join(),
        receipt -> receipt.status() == LedgerTransaction.Status.COMMITTED);
  }
}
