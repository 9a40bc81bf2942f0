package io.ridgeway.adapter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.adapter.local.NetworkRecord.Place;
import io.ridgeway.adapter.local.NetworkRecord.Placed;
import io.ridgeway.adapter.local.NetworkRecord.PlacedTask;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Probe;
import io.ridgeway.model.deploy.Probes;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkRecordsTest {
  private static final NodeName NODE = NodeName.of("rpc", 1);
  private static final Port PORT =
      new Port("p2p", 30303, Port.Protocol.TCP_AND_UDP, Port.Exposure.PEERS);
  private static final Workload FULL =
      new Workload(
          NODE,
          "rpc",
          new Software("geth", "1.2.3"),
          List.of(List.of("init", "{{file.genesis.json}}")),
          List.of("--datadir", "{{volume.data}}", "ünï"),
          Map.of("B", "2", "A", "1"),
          List.of(new ConfigFile("genesis.json", "{\"alloc\": {}}\n")),
          List.of(new SecretFile("nodekey", KeyId.next(), SecretFile.Format.HEX)),
          List.of(new Volume("data", 3)),
          List.of(PORT),
          new Probes(
              Optional.of(new Probe.TcpOpen("p2p")), Optional.of(new Probe.HttpGet("p2p", "/ok"))),
          new Resources(100, 200, 3),
          Optional.of("validators"));

  private static final Task TASK =
      new Task(
          "backup",
          new Software("geth", "1.2.3"),
          List.of("dump", "{{volume.data}}"),
          Map.of("A", "1"),
          List.of(new ConfigFile("a.conf", "a")),
          List.of(),
          Optional.of(NODE),
          new Resources(100, 200, 0),
          3,
          Duration.ofMinutes(90));

  @TempDir private Path directory;
  private final NetworkId network = NetworkId.next();
  private Home home;

  @BeforeEach
  void open() throws IOException {
    home = Home.open(directory);
  }

  @Test
  void aRecordIsReadAsItWasWritten() throws IOException {
    // Given
    NetworkRecord written =
        new NetworkRecord(
            1,
            7,
            List.of(new Place(NODE, "127.77.0.1", List.of(PORT))),
            List.of(new Placed("abc", WorkloadDigest.of(FULL), FULL)),
            List.of(new PlacedTask("def", WorkloadDigest.of(TASK), TASK)));
    NetworkRecords.load(home).update(network, before -> written);
    // When
    NetworkRecord read = NetworkRecords.load(home).get(network);
    // Then
    assertThat(read).isEqualTo(written);
    assertThat(WorkloadDigest.of(read.workloads().get(0).workload()))
        .isEqualTo(WorkloadDigest.of(FULL));
    assertThat(read.placed(TASK)).contains(written.tasks().get(0));
  }

  @Test
  void thatAWorkloadStandsStillIsKeptAndOtherRecordsAreAsTheyWere() throws IOException {
    // Given
    Placed runs = new Placed("abc", WorkloadDigest.of(FULL), FULL);
    Placed stands = new Placed("abc", WorkloadDigest.of(FULL), FULL, true);
    // When
    NetworkRecords.load(home)
        .update(network, before -> new NetworkRecord(1, 7, List.of(), List.of(stands), List.of()));
    // Then
    assertThat(NetworkRecords.load(home).get(network).workloads()).containsExactly(stands);
    assertThat(new String(Json.write(runs), StandardCharsets.UTF_8)).doesNotContain("stopped");
  }

  @Test
  void aRecordOfBeforeThereWereTasksHasNone() throws IOException {
    // Given
    Files.writeString(
        home.records().resolve(network + ".json"),
        "{\"format\": 1, \"fence\": 7, \"places\": [], \"workloads\": []}");
    // When, Then
    assertThat(NetworkRecords.load(home).get(network))
        .isEqualTo(new NetworkRecord(1, 7, List.of(), List.of(), List.of()));
  }

  @Test
  void whatIsUnknownIsEmpty() throws IOException {
    assertThat(NetworkRecords.load(home).get(network)).isEqualTo(NetworkRecord.EMPTY);
  }

  @Test
  void aDraftThatWasCutShortIsNotARecord() throws IOException {
    Files.writeString(home.records().resolve("." + network + ".json.new"), "{\"fen");
    assertThat(NetworkRecords.load(home).get(network)).isEqualTo(NetworkRecord.EMPTY);
  }

  @Test
  void aChangeThatFailsChangesNothing() throws IOException {
    // Given
    NetworkRecords records = NetworkRecords.load(home);
    records.update(network, r -> new NetworkRecord(1, 3, List.of(), List.of(), List.of()));
    Disk.deleteTree(home.records());
    // When, Then
    assertThatThrownBy(
            () ->
                records.update(
                    network, r -> new NetworkRecord(1, 4, List.of(), List.of(), List.of())))
        .isInstanceOf(AdapterException.Unreachable.class);
    assertThat(records.get(network).fence()).isEqualTo(3);
  }

  @Test
  void aRecordOfANewerRidgewayIsRefused() throws IOException {
    Files.writeString(
        home.records().resolve(network + ".json"),
        "{\"format\":1,\"fence\":3,\"places\":[],\"workloads\":[],\"colour\":\"red\"}");
    assertThatThrownBy(() -> NetworkRecords.load(home))
        .isInstanceOf(AdapterException.Unreachable.class)
        .hasMessageContaining(network.value())
        .hasMessageContaining("colour")
        .hasMessageContaining("newer Ridgeway");
  }
}
