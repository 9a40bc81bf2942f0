package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ridgeway.framework.Answered;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.PrivateData;
import io.ridgeway.framework.PrivateData.Answer;
import io.ridgeway.framework.PrivateData.Found;
import io.ridgeway.framework.PrivateData.Outcome;
import io.ridgeway.framework.PrivateData.Purge;
import io.ridgeway.framework.fabric.admin.Lifecycle;
import io.ridgeway.framework.fabric.admin.PrivateLedger;
import io.ridgeway.framework.fabric.admin.PrivateTrace;
import io.ridgeway.framework.fabric.admin.Rollout;
import io.ridgeway.framework.fabric.chaincode.ChaincodeDefinition;
import io.ridgeway.framework.fabric.chaincode.ChaincodePackage;
import io.ridgeway.framework.fabric.chaincode.CollectionsConfig;
import io.ridgeway.framework.fabric.chaincode.Endorsement;
import io.ridgeway.framework.fabric.lab.ContractService;
import io.ridgeway.framework.fabric.lab.OutsideAdministrator;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Private data on real peers: a contract whose collections a member approves that keeps its key,
 * and a purge that really erases, by what each peer has in its own store before and after.
 */
class PrivateDataIT {
  private static final String COLLECTIONS =
      "[{\"name\": \"shared\", \"policy\": \"OR('alpha.member', 'beta.member')\","
          + " \"requiredPeerCount\": 1, \"maxPeerCount\": 3,"
          + " \"memberOnlyRead\": true, \"memberOnlyWrite\": true,"
          + " \"endorsementPolicy\": {\"signaturePolicy\": \"OR('alpha.peer', 'beta.peer')\"}}]";
  private static final String SECRET = "Ann Smith, born 1980";
  private static final Purge LEASE = new Purge("book", "shared", List.of("lease-1"));
  private static final NodeName ALPHA = new NodeName("peer-alpha-1");
  private static final NodeName BETA = new NodeName("peer-beta-1");
  private static final NodeName GAMMA = new NodeName("peer-gamma-1");

  private final OutsideAdministrator beta = new OutsideAdministrator("beta");
  private final OutsideAdministrator stranger = new OutsideAdministrator("beta");

  @TempDir Path home;

  @Test
  void aMemberThatKeepsItsKeyApprovesAndWhatIsPurgedIsGone() throws Exception {
    String subnet = RealChannel.subnet(112);
    try (RealChannel channel =
        RealChannel.of(
            home,
            Map.of("orderer", 1, "peer", 3),
            Map.of(
                "organisations",
                "alpha,beta,gamma",
                "channel",
                RealChannel.CHANNEL,
                "administrators",
                beta.entry()),
            subnet)) {
      channel.bringUp();
      HostPort address = new HostPort(subnet + 200, 9999);
      ChaincodePackage book = ChaincodePackage.of("book-1", address, Optional.empty());

      approvedElsewhere(channel, book);

      try (ContractService service =
          ContractService.start("notary", address, book, home.resolve("book.log"))) {
        written(channel);
        purged(channel);
      }
    }
  }

  /** In two rounds, and by nobody else's signature. */
  private void approvedElsewhere(RealChannel channel, ChaincodePackage book) {
    ChaincodeDefinition definition = definition(CollectionsConfig.of(COLLECTIONS));
    // When
    channel.eventually(
        "it is asked for", () -> asked(channel, book, definition), a -> !a.isEmpty());

    // Then
    assertThat(asked(channel, book, definition))
        .as("asked once")
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.asked().what())
                    .isEqualTo("contract book 1.0 is approved, 1 of 2: the proposal"));
    assertThat(channel.nodes.lifecycle("alpha", ALPHA).committed(RealChannel.CHANNEL, "book"))
        .isEmpty();

    // When somebody else signs
    channel.lab.custody().answer("beta", stranger::sign);
    // Then the peer sees it too
    assertThatThrownBy(() -> rollOut(channel, book, definition))
        .isInstanceOf(LedgerException.class);

    // When
    channel.lab.custody().answer("beta", beta::sign);
    List<Answered> second = asked(channel, book, definition);
    // Then
    assertThat(second)
        .extracting(a -> a.asked().what(), a -> a.signature().isPresent())
        .containsExactly(
            tuple("contract book 1.0 is approved, 1 of 2: the proposal", true),
            tuple("contract book 1.0 is approved, 2 of 2: the transaction", false));
    // When
    channel.lab.custody().answer("beta", beta::sign);
    channel.eventually("it runs", () -> rollOut(channel, book, definition), done -> done);
    // Then
    assertThat(
            channel
                .nodes
                .lifecycle("alpha", ALPHA)
                .committed(RealChannel.CHANNEL, "book")
                .orElseThrow()
                .getCollections())
        .isEqualTo(definition.collections().message());
    assertThat(rollOut(channel, book, definition)).as("nothing is left to do").isTrue();
    assertThatThrownBy(() -> rollOut(channel, book, definition(CollectionsConfig.NONE)))
        .isInstanceOf(LedgerException.Refused.class)
        .hasMessageContaining("is committed in channel trade with other collections");
  }

  private static ChaincodeDefinition definition(CollectionsConfig collections) {
    return new ChaincodeDefinition("book", "1.0", 1, new Endorsement.Channels(), collections);
  }

  private List<Answered> asked(
      RealChannel channel, ChaincodePackage book, ChaincodeDefinition definition) {
    rollOut(channel, book, definition);
    return channel.lab.custody().asked();
  }

  private static boolean rollOut(
      RealChannel channel, ChaincodePackage book, ChaincodeDefinition definition) {
    try (Reach reach = reach(channel)) {
      OutsideApprovals outside = new OutsideApprovals(reach);
      List<Rollout.Party> parties = new ArrayList<>();
      for (NodeName node : List.of(ALPHA, BETA, GAMMA)) {
        String owner = Topology.owner(node);
        parties.add(
            new Rollout.Party(owner, book, List.of(lifecycle(reach, node)), outside.of(owner)));
      }
      boolean done =
          new Rollout(RealChannel.CHANNEL, definition, parties).run(() -> true, told -> {});
      outside.ask(true);
      return done;
    }
  }

  private static Lifecycle lifecycle(Reach reach, NodeName node) {
    return new Lifecycle(
        reach.connect(node, Roles.GOSSIP),
        reach.caretaker(Topology.owner(node), "a test has a contract run"),
        RealFabric::nonce,
        Clock.systemUTC());
  }

  private static Reach reach(RealChannel channel) {
    return new Reach(
        channel.nodes.endpoints(), channel.lab.custody(), RealFabric::nonce, Clock.systemUTC());
  }

  private static void written(RealChannel channel) {
    try (Gateway alpha = channel.nodes.gateway("alpha", ALPHA)) {
      var contract = alpha.getNetwork(RealChannel.CHANNEL).getContract("book");
      channel.eventually(
          "it is drafted",
          () -> {
            try {
              contract.submitTransaction("draft", "lease-1", "ab".repeat(32), "alpha,beta");
              return "";
            } catch (Exception e) {
              return String.valueOf(e.getMessage());
            }
          },
          why -> why.isEmpty() || why.contains("already"));
      channel.eventually(
          "it is attached",
          () -> {
            try {
              contract
                  .newProposal("attach")
                  .addArguments("lease-1", "shared")
                  .putTransient("annex", SECRET)
                  .build()
                  .endorse()
                  .submit();
              return "";
            } catch (Exception e) {
              return String.valueOf(e.getMessage());
            }
          },
          String::isEmpty);
    }
  }

  private static void purged(RealChannel channel) {
    PrivateData data = channel.pack.privateData().orElseThrow();
    // Given the data at both members' peers, and nowhere else
    channel.lab.custody().contracts =
        List.of(
            new Contract(
                2,
                "book",
                "1.0",
                1,
                Optional.empty(),
                ForeignCode.jar("ab".repeat(32), 1),
                Optional.of(COLLECTIONS)));
    assertThat(attached(channel)).contains(SECRET);
    long written = channel.info(ALPHA).getHeight() - 1;
    channel.eventually("beta has them", () -> held(channel, BETA, written), h -> !h.isEmpty());
    assertThat(held(channel, ALPHA, written)).containsExactly(data.hash("lease-1"));
    assertThat(held(channel, BETA, written)).containsExactly(data.hash("lease-1"));
    assertThat(held(channel, GAMMA, written)).isEmpty();

    // When
    List<String> sent = new ArrayList<>();
    data.purge(channel.nodes.endpoints(), channel.lab.custody(), LEASE, sent::add);
    Outcome outcome =
        channel
            .eventually(
                "the transaction is in a block",
                () ->
                    data.find(channel.nodes.endpoints(), channel.lab.custody(), LEASE, sent.get(0)),
                Optional::isPresent)
            .orElseThrow();

    // Then
    assertThat(outcome.valid()).as(outcome.code()).isTrue();
    List<Answer> answers =
        channel.eventually(
            "every peer says so",
            () -> data.verify(channel.nodes.endpoints(), channel.lab.custody(), LEASE, outcome),
            all -> all.stream().noneMatch(a -> a.found() == Found.BEHIND));
    assertThat(answers)
        .extracting(Answer::node, Answer::found)
        .containsExactly(
            tuple(ALPHA, Found.ERASED), tuple(BETA, Found.ERASED), tuple(GAMMA, Found.NOT_MEMBER));
    assertThat(answers.get(1).detail())
        .isEqualTo("Gone from block " + written + ", whose hashes remain.");
    assertThat(held(channel, ALPHA, written)).isEmpty();
    assertThat(held(channel, BETA, written)).isEmpty();
    assertThat(hashes(channel, BETA, written)).contains(data.hash("lease-1"));
    assertThat(attached(channel)).contains("There is nothing under that key");
    assertThat(new String(block(channel, outcome.block()), StandardCharsets.ISO_8859_1))
        .as("the key isn't in the purge's block")
        .doesNotContain("lease-1")
        .contains("shared");

    // When it is asked for again, as by somebody who lost the answer
    assertThatThrownBy(
            () -> data.purge(channel.nodes.endpoints(), channel.lab.custody(), LEASE, sent::add))
        // Then
        .isInstanceOf(LedgerException.Refused.class)
        .hasMessageContaining("There is nothing under one of the keys");
    assertThat(data.find(channel.nodes.endpoints(), channel.lab.custody(), LEASE, sent.get(1)))
        .isEmpty();
    // A transaction that purges something else is no proof
    assertThat(
            data.verify(
                channel.nodes.endpoints(),
                channel.lab.custody(),
                new Purge("book", "shared", List.of("lease-2")),
                outcome))
        .extracting(Answer::found)
        .containsExactly(Found.HELD, Found.HELD, Found.NOT_MEMBER);
  }

  private static String attached(RealChannel channel) {
    try (Gateway alpha = channel.nodes.gateway("alpha", ALPHA)) {
      return new String(
          alpha
              .getNetwork(RealChannel.CHANNEL)
              .getContract("book")
              .newProposal("attached")
              .addArguments("lease-1", "shared")
              .setEndorsingOrganizations("alpha")
              .build()
              .evaluate(),
          StandardCharsets.UTF_8);
    } catch (GatewayException e) {
      return e.getMessage() + e.getDetails();
    }
  }

  private static Set<String> held(RealChannel channel, NodeName node, long number) {
    return new PrivateTrace("book", "shared").held(stored(channel, node, number));
  }

  private static Set<String> hashes(RealChannel channel, NodeName node, long number) {
    return new PrivateTrace("book", "shared").hashes(stored(channel, node, number).getBlock());
  }

  private static byte[] block(RealChannel channel, long number) {
    return stored(channel, ALPHA, number).getBlock().toByteArray();
  }

  private static BlockAndPrivateData stored(RealChannel channel, NodeName node, long number) {
    try (Reach reach = reach(channel)) {
      return new PrivateLedger(
              reach.connect(node, Roles.GOSSIP),
              reach.caretaker(Topology.owner(node), "a test looks"),
              RealFabric::nonce,
              Clock.systemUTC())
          .block(RealChannel.CHANNEL, number)
          .orElseThrow();
    }
  }
}
