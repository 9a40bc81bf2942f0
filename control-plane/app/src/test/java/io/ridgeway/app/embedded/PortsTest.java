package io.ridgeway.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
  @TempDir private Path directory;
  private Home home;

  @BeforeEach
  void setUp() {
    home = new Home(directory, directory.resolve("cache"));
  }

  @Test
  void aTakenPortIsPassedOverAndTheChoiceStays() throws IOException {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      // When
      int chosen = new Ports(home).free("portal", taken.getLocalPort());

      // Then
      assertThat(chosen).isGreaterThan(taken.getLocalPort());
      assertThat(new Ports(home).last("portal", taken.getLocalPort())).isEqualTo(chosen);
    }
  }

  @Test
  void theSamePortIsChosenAgainThoughTheUsualOneIsFreeByNow() throws IOException {
    // Given
    int usual;
    int chosen;
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      usual = taken.getLocalPort();
      chosen = new Ports(home).free("portal", usual);
    }

    // When
    int again = new Ports(home).free("portal", usual);

    // Then
    assertThat(again).isEqualTo(chosen);
  }

  @Test
  void twoServersOfOneHomeNeverShareAPort() {
    // Given
    Ports ports = new Ports(home);
    int portal = ports.free("portal", 28080);

    // When
    int gateway = ports.free("gateway", portal);

    // Then
    assertThat(gateway).isNotEqualTo(portal);
  }
}
