package io.ridgeway.gateway;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** Tells the doors apart by their paths. For one event loop. */
final class Doors implements Handler<HttpServerRequest> {
  private final EthDoor ethereum;
  private final NativeDoor every;
  private final BsnDoor bsn;

  Doors(EthDoor ethereum, NativeDoor every, BsnDoor bsn) {
    this.ethereum = ethereum;
    this.every = every;
    this.bsn = bsn;
  }

  @Override
  public void handle(HttpServerRequest request) {
    String path = request.path();
    if (path != null && path.startsWith(NativePath.PREFIX)) {
      every.handle(request);
    } else if (path != null && BsnDoor.has(path)) {
      bsn.handle(request);
    } else {
      ethereum.handle(request);
    }
  }
}
