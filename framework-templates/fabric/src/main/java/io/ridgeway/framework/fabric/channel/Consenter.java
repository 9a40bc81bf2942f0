package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.ByteString;
import io.ridgeway.model.place.HostPort;

/**
 * An orderer that votes in a channel. It is told by its certificates: a new one of them makes
 * another consenter, and takes an update of the channel.
 *
 * @param id its number, 1 or more, unique in the channel; only BFT counts by it
 * @param address where the other orderers reach it
 * @param mspId whose orderer it is
 * @param identity its enrolment certificate, PEM
 * @param clientTls the TLS certificate that it shows when it calls, PEM
 * @param serverTls the TLS certificate that it shows when it is called, PEM
 */
public record Consenter(
    int id, HostPort address, String mspId, String identity, String clientTls, String serverTls) {
  public Consenter {
    if (id < 1) {
      throw new IllegalArgumentException("a consenter's number is 1 or more");
    }
  }

  org.hyperledger.fabric.protos.orderer.etcdraft.Consenter raft() {
    return org.hyperledger.fabric.protos.orderer.etcdraft.Consenter.newBuilder()
        .setHost(address.host())
        .setPort(address.port())
        .setClientTlsCert(ByteString.copyFromUtf8(clientTls))
        .setServerTlsCert(ByteString.copyFromUtf8(serverTls))
        .build();
  }

  org.hyperledger.fabric.protos.common.Consenter bft() {
    return org.hyperledger.fabric.protos.common.Consenter.newBuilder()
        .setId(id)
        .setHost(address.host())
        .setPort(address.port())
        .setMspId(mspId)
        .setIdentity(ByteString.copyFromUtf8(identity))
        .setClientTlsCert(ByteString.copyFromUtf8(clientTls))
        .setServerTlsCert(ByteString.copyFromUtf8(serverTls))
        .build();
  }
}
