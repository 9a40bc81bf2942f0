package io.ridgeway.adapter.conformance;

import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class FakeCloudAdapterTest extends CloudAdapterContract {

  @Override
  protected TestCityNode newCityNode() {
    return new InMemory();
  }

  private static final class InMemory implements TestCityNode {
    private final SettableClock clock =
        SettableClock.fixedAt(Instant.parse("2027-01-01T00:00:00Z"));
    private final FakeCityNode city =
        new FakeCityNode(new CityNodeId("fake-1"), clock)
            .startsAfter(Duration.ofMillis(200))
            .answerPending(2);

    @Override
    public CityNodeId id() {
      return new CityNodeId("fake-1");
    }

    @Override
    public CloudAdapter open() {
      return city.open();
    }

    @Override
    public CloudAdapter openWithoutUdp() {
      return city.openWithoutUdp();
    }

    @Override
    public Software software() {
      return new Software("sample", "1");
    }

    @Override
    public List<String> argumentsToListen(List<Port> ports) {
      return List.of("listen");
    }

    @Override
    public List<String> argumentsToFail() {
      return List.of(FakeCityNode.FAIL);
    }

    @Override
    public List<String> argumentsToNote(String line, String file, Ending ending) {
      return List.of(FakeCityNode.NOTE, line, file, ending.name());
    }

    @Override
    public List<String> lines(NetworkId network, NodeName node, String volume, String file) {
      return city.lines(network, node, volume, file);
    }

    @Override
    public void kill(NetworkId network, NodeName node) {
      city.kill(network, node);
    }

    /** In memory the two are one. */
    @Override
    public void kill(NetworkId network, NodeName node, String sidecar) {
      city.kill(network, node);
    }

    @Override
    public boolean answers(HostPort address) {
      return city.answers(address);
    }

    @Override
    public List<String> traces(NetworkId network) {
      return city.traces(network);
    }

    @Override
    public List<String> visibleTexts() {
      return List.of(city.toString());
    }

    @Override
    public Clock clock() {
      return clock;
    }

    @Override
    public void pass(Duration time) {
      clock.advance(time);
    }

    @Override
    public void close() {}
  }
}
