package io.ridgeway.gateway;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** Tells the doors apart by their paths. For one event loop. */
final class Doors implements Handler<HttpServerRequest> {
  private static final String FISCO = "/fisco/";

  private final RpcDoor ethereum;
  private final EthSocketDoor sockets;
  private final RpcDoor fisco;
  private final NativeDoor every;
  private final BsnDoor bsn;
  private final Description description;
  private final ReaderDoor readers;
  private final SignerDoor signer;

  Doors(
      RpcDoor ethereum,
      EthSocketDoor sockets,
      RpcDoor fisco,
      NativeDoor every,
      BsnDoor bsn,
      Description description,
      ReaderDoor readers,
      SignerDoor signer) {
    this.ethereum = ethereum;
    this.sockets = sockets;
    this.fisco = fisco;
    this.every = every;
    this.bsn = bsn;
    this.description = description;
    this.readers = readers;
    this.signer = signer;
  }

  @Override
  public void handle(HttpServerRequest request) {
    String path = request.path();
    if (path != null && path.startsWith(NativePath.PREFIX)) {
      every.handle(request);
    } else if (path != null && BsnDoor.has(path)) {
      bsn.handle(request);
    } else if (Description.PATH.equals(path)) {
      description.handle(request);
    } else if (ReaderDoor.has(path)) {
      readers.handle(request);
    } else if (SignerDoor.has(path)) {
      signer.handle(request);
    } else if (path != null && path.startsWith(FISCO)) {
      fisco.handle(request);
    } else if (EthSocketDoor.has(request)) {
      sockets.handle(request);
    } else {
      ethereum.handle(request);
    }
  }
}
