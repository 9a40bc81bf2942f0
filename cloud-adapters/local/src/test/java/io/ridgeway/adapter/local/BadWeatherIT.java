package io.ridgeway.adapter.local;

import static io.ridgeway.adapter.local.Stage.A;
import static io.ridgeway.adapter.local.Stage.B;
import static io.ridgeway.adapter.local.Stage.PORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Viewpoint;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Taken ports, missing or wrong binaries, full disks, logs that grow. */
class BadWeatherIT {
  private Stage stage;

  @BeforeEach
  void open() throws IOException {
    stage = new Stage(new LocalTestCityNode());
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private String host() {
    Reservation.Settled settled =
        (Reservation.Settled) stage.adapter.reserve(stage.network, A, PORTS, new Fence(1));
    return settled.addresses().get(0).from().get(Viewpoint.INSIDE).host();
  }

  private String first() {
    return AddressRange.parse(stage.city.configuration.get("addresses"))
        .hosts()
        .findFirst()
        .orElseThrow();
  }

  // ports

  @Test
  void anAddressWithATakenTcpPortIsPassedOver() throws IOException {
    try (ServerSocket taken = new ServerSocket(8545, 1, InetAddress.getByName(first()))) {
      assertThat(taken.isBound()).isTrue();
      assertThat(host()).isEqualTo(first().replaceAll("1$", "2"));
    }
    assertThat(host()).as("settled is settled").isEqualTo(first().replaceAll("1$", "2"));
  }

  @Test
  void anAddressWithATakenUdpPortIsPassedOver() throws IOException {
    try (DatagramSocket taken = new DatagramSocket(30303, InetAddress.getByName(first()))) {
      assertThat(taken.isBound()).isTrue();
      assertThat(host()).isEqualTo(first().replaceAll("1$", "2"));
    }
  }

  @Test
  void whenNoAddressIsLeftItSaysSo() throws IOException {
    // Given
    stage.city.with("addresses", stage.city.configuration.get("addresses").replace("/24", "/30"));
    stage.reopen();
    String first = host();
    stage.adapter.reserve(stage.network, B, PORTS, new Fence(1));
    // When, Then
    assertThatThrownBy(
            () -> stage.adapter.reserve(stage.network, NodeName.of("rpc", 1), PORTS, new Fence(1)))
        .isInstanceOf(AdapterException.NoRoom.class)
        .hasMessageContaining("rpc-1")
        .hasMessageContaining("2 are reserved");
    assertThat(host()).isEqualTo(first);
  }

  @Test
  void aPortThatIsTakenAtTheStartBlocksUntilItIsFree() throws IOException {
    // Given
    String host = host();
    Workload workload = Stage.serving(A);
    try (ServerSocket taken = new ServerSocket(8545, 1, InetAddress.getByName(host))) {
      assertThat(taken.isBound()).isTrue();
      // When
      stage.apply(workload);
      ObservedWorkload blocked = stage.await(A, w -> w.phase() == Phase.BLOCKED);
      // Then
      assertThat(blocked.message())
          .contains("port 8545 (rpc) at " + host)
          .contains("taken by another program");
    }
    assertThat(stage.running(workload).restarts()).isZero();
  }

  // software

  @Test
  void aMissingBinaryIsRefusedAndNotOffered() throws IOException {
    // Given
    Path binary = ownBinary();
    Files.delete(binary);
    // When, Then
    assertThat(stage.adapter.software()).isEmpty();
    assertThatThrownBy(() -> stage.apply(Stage.serving(A)))
        .isInstanceOf(AdapterException.SoftwareUnavailable.class)
        .hasMessageContaining("sample 1.0")
        .hasMessageContaining(binary.toString())
        .hasMessageContaining("build or install it");
    assertThat(stage.city.traces(stage.network)).isEmpty();
  }

  @Test
  void aBinaryThatIsNotWhatItsChecksumSaysIsRefused() throws IOException {
    // Given
    Path binary = ownBinary();
    assertThat(stage.adapter.software()).containsExactly(SampleProgram.SOFTWARE);
    tamperWith(binary);
    // When, Then
    assertThat(stage.adapter.software()).isEmpty();
    assertThatThrownBy(() -> stage.apply(Stage.serving(A)))
        .isInstanceOf(AdapterException.SoftwareUnavailable.class)
        .hasMessageContaining("is not what its checksum says")
        .hasMessageContaining(binary.toString());
    assertThat(stage.adapter.observe(stage.network)).isEqualTo(new Observation(0, List.of()));
  }

  @Test
  void aBinaryThatWasExchangedIsNotStartedAgain() throws IOException {
    // Given
    Path binary = ownBinary();
    Workload workload = Stage.serving(A);
    stage.run(workload);
    tamperWith(binary);
    // When
    stage.city.kill(stage.network, A);
    ObservedWorkload blocked = stage.await(A, w -> w.phase() == Phase.BLOCKED);
    // Then
    assertThat(blocked.message()).contains("is not what its checksum says");
    Files.copy(SampleProgram.binary(), binary, StandardCopyOption.REPLACE_EXISTING);
    assertThat(stage.running(workload).restarts()).isEqualTo(1);
  }

  @Test
  void anotherBinaryPathReachesWhatRunsAndNothingElseRestartsIt() throws IOException {
    // Given
    Workload workload = Stage.serving(A);
    stage.run(workload);
    long before = stage.city.pid(stage.network, A);
    String digest = stage.adapter.digest(stage.network, workload);
    stage.apply(workload);
    stage.city.pass(Duration.ofSeconds(1));
    assertThat(stage.city.pid(stage.network, A)).isEqualTo(before);
    // When
    Path binary = ownBinary();
    // Then
    assertThat(stage.adapter.digest(stage.network, workload)).isNotEqualTo(digest);
    assertThat(stage.adapter.observe(stage.network).find(A).orElseThrow().digest())
        .isEqualTo(digest);
    // When
    stage.run(workload);
    // Then
    long after = stage.city.pid(stage.network, A);
    assertThat(after).isNotEqualTo(before);
    assertThat(ProcessHandle.of(after).orElseThrow().info().command())
        .contains(binary.toRealPath().toString());
  }

  @Test
  void aLeftNodeStaysThoughItsBinaryHasMoved() throws IOException {
    // Given
    Workload workload = Stage.serving(A);
    ObservedWorkload before = stage.run(workload);
    ownBinary();
    // When
    stage.adapter.apply(
        new Deployment(stage.network, LocalTestCityNode.ID, List.of(workload)).leaving(Set.of(A)),
        new Fence(1),
        key -> new byte[32]);
    stage.city.pass(Duration.ofSeconds(1));
    // Then
    assertThat(stage.adapter.observe(stage.network).find(A)).contains(before);
  }

  private Path ownBinary() throws IOException {
    Path binary = stage.city.directory.resolve("sample");
    Files.copy(SampleProgram.binary(), binary, StandardCopyOption.COPY_ATTRIBUTES);
    SampleProgram.list(stage.city.directory, binary);
    return binary;
  }

  /** As an installation does: another file takes the name. */
  private static void tamperWith(Path binary) throws IOException {
    byte[] bytes = Files.readAllBytes(binary);
    bytes[bytes.length - 1] ^= 1;
    Path other = binary.resolveSibling("other");
    Files.write(other, bytes);
    assertThat(other.toFile().setExecutable(true)).isTrue();
    Files.move(other, binary, StandardCopyOption.REPLACE_EXISTING);
  }

  // disk

  @Test
  void nothingIsAppliedBelowTheDiskReserve() throws IOException {
    // Given
    long free = Files.getFileStore(stage.city.directory).getUsableSpace() >> 20;
    stage.city.with("minFreeDiskMib", free + 100_000);
    stage.reopen();
    // When, Then
    assertThatThrownBy(() -> stage.apply(Stage.serving(A)))
        .isInstanceOf(AdapterException.NoRoom.class)
        .hasMessageContaining(stage.city.home.toString())
        .hasMessageContaining("MiB free")
        .hasMessageContaining(free + 100_000 + " MiB must stay free");
    assertThat(stage.adapter.observe(stage.network).workloads()).isEmpty();
    assertThat(stage.adapter.capacity().free().storageGib()).isZero();
  }

  @Test
  void aDiskThatFillsUpWhileWritingLeavesTheOldOrTheNew() throws Exception {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "only root can mount a small disk; nothingIsAppliedBelowTheDiskReserve runs everywhere");
    // Given a disk with much space, but few files: so that the check before cannot see it coming
    stage.close();
    Path disk = Files.createTempDirectory("ridgeway-disk");
    mount(disk);
    try {
      stage = new Stage(new LocalTestCityNode(Files.createDirectory(disk.resolve("city"))));
      Workload before = Stage.serving(A, new ConfigFile("node.conf", "one"));
      stage.run(before);
      Observation observed = stage.adapter.observe(stage.network);
      fill(disk, 1);
      // When, Then
      for (Workload changed :
          List.of(Stage.serving(A, new ConfigFile("node.conf", "two")), Stage.serving(B))) {
        assertThatThrownBy(() -> stage.apply(changed))
            .isInstanceOf(AdapterException.NoRoom.class)
            .hasMessageContaining("is full");
        assertThat(stage.adapter.observe(stage.network).workloads())
            .isEqualTo(observed.workloads());
      }
      stage.reopen();
      assertThat(stage.running(before).restarts()).isZero();
      assertThat(stage.city.nodeDirectories()).hasSize(1);
      // With room again, all goes on
      Disk.deleteTree(disk.resolve("filling"));
      stage.run(Stage.serving(A, new ConfigFile("node.conf", "two")));
      // And a removal needs none
      fill(disk, 0);
      stage.adapter.remove(stage.network, new Fence(2));
      assertThat(stage.city.traces(stage.network)).isEmpty();
      assertThat(stage.adapter.observe(stage.network).fence()).isEqualTo(2);
    } finally {
      // Also after a failure: a program that still runs there would keep the disk busy.
      stage.close();
      run("umount", disk.toString());
      Files.delete(disk);
      stage = new Stage(new LocalTestCityNode());
    }
  }

  /** Makes files until {@code left} can still be made. */
  private static void fill(Path disk, int left) throws IOException {
    Path filling = Files.createDirectory(disk.resolve("filling"));
    int count = 0;
    try {
      while (true) {
        Files.createFile(filling.resolve("f" + count));
        count++;
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
    for (int i = 0; i < left; i++) {
      Files.delete(filling.resolve("f" + i));
    }
  }

  private static void mount(Path disk) throws Exception {
    run("mount", "-t", "tmpfs", "-o", "size=16m,nr_inodes=200", "ridgeway-test", disk.toString());
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
  }

  // logs

  @Test
  void aLogIsRotatedUnderARunningProgram() throws IOException {
    // Given
    stage.city.with("maxLogMib", 1).with("keptLogs", 1);
    stage.reopen();
    Workload chatty =
        Stage.workload(A, List.of(), List.of("chatter", "3", "{{bind}}", "30303", "8545"));
    stage.run(chatty);
    Path log = stage.city.nodeDirectory(stage.network, A).log();
    // When
    stage.await(() -> Files.exists(log.resolveSibling("log.1")) && size(log) < (1 << 20));
    // Then
    List<String> end = stage.adapter.logs(stage.network, A, 2);
    assertThat(end).hasSize(2);
    assertThat(end.get(0)).startsWith("line 0000049152 ");
    assertThat(end.get(1)).startsWith("listening on");
    // The same program goes on writing to the same, now short, file.
    assertThat(stage.adapter.observe(stage.network).find(A).orElseThrow().restarts()).isZero();
    stage.city.kill(stage.network, A);
    stage.await(A, w -> w.phase() == Phase.RUNNING && w.restarts() == 1);
    assertThat(stage.adapter.logs(stage.network, A, 1).get(0)).startsWith("listening on");
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }
}
