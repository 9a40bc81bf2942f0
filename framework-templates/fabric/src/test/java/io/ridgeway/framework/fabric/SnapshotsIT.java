package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.Snapshots;
import io.ridgeway.framework.Snapshots.Description;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real peer makes a snapshot, and another one begins with it. */
class SnapshotsIT {
  private static final String HASH = "ab".repeat(32);
  private static final NodeName OLD = new NodeName("peer-alpha-1");
  private static final NodeName NEW = new NodeName("peer-alpha-2");
  private static final NodeName BETA = new NodeName("peer-beta-1");

  @TempDir Path home;

  @Test
  void aPeerThatBeginsWithASnapshotKnowsWhatWasAndEndorsesWhatComes() throws Exception {
    try (RealChannel channel =
        RealChannel.of(
            home,
            Map.of("orderer", 1, "peer", 2, "contract", 2),
            Map.of(
                "organisations", "alpha,beta",
                "channel", RealChannel.CHANNEL,
                "contract", "notary"),
            RealChannel.subnet(96))) {
      // Given
      channel.bringUp();
      submitted(channel, "beta", BETA, "draft", "lease-1", HASH, "alpha,beta");
      Snapshots snapshots = channel.pack.snapshots().orElseThrow();
      BirthRecord birth = channel.lab.input().birth();
      Path finished = channel.nodes.data(OLD).resolve(snapshots.finished(birth));

      // When
      snapshots.take(channel.nodes.endpoints(), channel.lab.custody(), OLD);
      Path snapshot =
          channel
              .eventually(
                  "the snapshot is finished", () -> children(finished), found -> found.size() == 1)
              .get(0);
      // asked again, it is there already
      snapshots.take(channel.nodes.endpoints(), channel.lab.custody(), OLD);

      // Then
      Description said = snapshots.describe(birth, described(snapshots, snapshot));
      assertThat(said.ledger()).isEqualTo(RealChannel.CHANNEL);
      assertThat(said.height()).isEqualTo(channel.info(OLD).getHeight() - 1);
      assertThat(snapshot).hasFileName(Long.toString(said.height()));
      assertThat(said.sums()).containsKey("public_state.data");
      for (Map.Entry<String, String> sum : said.sums().entrySet()) {
        assertThat(sha256(snapshot.resolve(sum.getKey()))).isEqualTo(sum.getValue());
      }
      assertThatThrownBy(
              () ->
                  snapshots.describe(new BirthRecord(other(birth)), described(snapshots, snapshot)))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("of channel trade, not of another");

      // When the peer is lost, after more has happened
      submitted(channel, "beta", BETA, "draft", "lease-2", HASH, "alpha,beta");
      Path brought = channel.nodes.data(NEW).resolve("restored");
      channel.nodes.kill(OLD);
      Roster moving = Roster.UNCHANGED.replacing(OLD, 1);
      channel.change(moving);
      channel.nodes.start(NEW);
      copy(snapshot, brought);

      // Then a snapshot that was altered is not taken in by the peer itself
      Path state = brought.resolve("public_state.data");
      byte[] whole = Files.readAllBytes(state);
      Files.write(state, Arrays.copyOf(whole, whole.length - 1));
      channel.lab.custody().restoring.put(NEW, brought.toString());
      channel.eventually(
          "the peer says why",
          () -> channel.join() + channel.nodes.tail(NEW),
          why -> why.contains("Error creating ledger from snapshot"));
      assertThat(channel.nodes.peer("alpha", NEW).channels()).isEmpty();

      // When
      Files.write(state, whole);
      channel.converge();
      channel.change(moving.settled());
      assertThat(channel.join()).isEmpty();

      // Then it knows what was before it and after it, and endorses: two of two must
      channel.eventually("all agree", channel::observe, LedgerHealth::agreed);
      submitted(channel, "alpha", NEW, "agree", "lease-1", HASH);
      submitted(channel, "alpha", NEW, "agree", "lease-2", HASH);
      try (Gateway alpha = channel.nodes.gateway("alpha", NEW)) {
        for (String lease : List.of("lease-1", "lease-2")) {
          assertThat(
                  channel.eventually(
                      "alpha agreed to " + lease,
                      () -> read(notary(alpha), lease),
                      text -> text.contains("{\"party\":\"alpha\"")))
              .contains("OPEN");
        }
        // blocks before it are others' to tell
        assertThatThrownBy(() -> block(alpha, 0))
            .hasMessageContaining("bootstrapped from a snapshot");
      }
      try (Gateway beta = channel.nodes.gateway("beta", BETA)) {
        assertThat(block(beta, 0)).isNotEmpty();
      }
    }
  }

  private static Map<String, String> other(BirthRecord birth) {
    Map<String, String> values = new HashMap<>(birth.values());
    values.put("channel", "another");
    return values;
  }

  private static Map<String, byte[]> described(Snapshots snapshots, Path directory)
      throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    for (String name : snapshots.descriptions()) {
      files.put(name, Files.readAllBytes(directory.resolve(name)));
    }
    return files;
  }

  private static List<Path> children(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(directory)) {
      return found.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : children(from)) {
      Files.copy(file, to.resolve(file.getFileName()));
    }
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  private static Contract notary(Gateway gateway) {
    return gateway.getNetwork(RealChannel.CHANNEL).getContract("notary");
  }

  private static byte[] block(Gateway gateway, long number) throws Exception {
    return gateway
        .getNetwork(RealChannel.CHANNEL)
        .getContract("qscc")
        .evaluateTransaction("GetBlockByNumber", RealChannel.CHANNEL, Long.toString(number));
  }

  private static void submitted(
      RealChannel channel, String organisation, NodeName peer, String... call) {
    try (Gateway gateway = channel.nodes.gateway(organisation, peer)) {
      Contract contract = notary(gateway);
      channel.eventually(
          call[0] + " is committed",
          () -> {
            try {
              contract.submitTransaction(call[0], Arrays.copyOfRange(call, 1, call.length));
              return "";
            } catch (Exception e) {
              String why = e + " " + (e instanceof EndorseException it ? it.getDetails() : "");
              // An answer that was lost is no second transaction.
              return why.contains("already") ? "" : why;
            }
          },
          String::isEmpty);
    }
  }

  private static String read(Contract contract, String lease) {
    try {
      return new String(contract.evaluateTransaction("read", lease), StandardCharsets.UTF_8);
    } catch (Exception e) {
      return "";
    }
  }
}
