package io.ridgeway.gateway;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import java.security.InvalidKeyException;
import java.security.KeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for gRPC by TLS 1.2 or 1.3 with a certificate of the caller's. Any is taken, so that who
 * has the wrong one is told by a status what is wrong with it: {@link RelayDoor} looks whose it is.
 * What it shows itself is read anew each minute. For one event loop.
 */
final class GrpcListener {
  private static final Logger LOG = LoggerFactory.getLogger(GrpcListener.class);

  /** Open streams keep their connections awake. */
  private static final int IDLE_SECONDS = 300;

  private static final int STREAMS_PER_CONNECTION = 128;
  private static final long LOOK_MILLIS = 60_000;
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

  /** How keys of a kind sign. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private final Vertx vertx;
  private final GatewaySettings.Grpc settings;
  private @Nullable PemKeyCertOptions shown;

  GrpcListener(Vertx vertx, GatewaySettings.Grpc settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /**
   * Listens.
   *
   * @param listenOn a port; or a negative number, the same for all that are to share any free one
   */
  Future<HttpServer> listen(String host, int listenOn, Handler<HttpServerRequest> door) {
    return files()
        .compose(this::pair)
        .compose(
            files -> {
              shown = files;
              HttpServer server =
                  vertx.createHttpServer(
                      new HttpServerOptions()
                          .setHost(host)
                          .setPort(listenOn)
                          .setSsl(true)
                          .setUseAlpn(true)
                          .setAlpnVersions(List.of(HttpVersion.HTTP_2))
                          .setEnabledSecureTransportProtocols(PROTOCOLS)
                          .setKeyCertOptions(files)
                          .setClientAuth(ClientAuth.REQUIRED)
                          .setTrustOptions(TrustOptions.wrap(new AnyCaller()))
                          .setInitialSettings(
                              new Http2Settings().setMaxConcurrentStreams(STREAMS_PER_CONNECTION))
                          .setIdleTimeout(IDLE_SECONDS)
                          .setTcpNoDelay(true));
              return server.requestHandler(door).listen();
            })
        .onSuccess(server -> vertx.setPeriodic(LOOK_MILLIS, tick -> look(server)));
  }

  private Future<PemKeyCertOptions> files() {
    Future<Buffer> certificate = vertx.fileSystem().readFile(settings.certificate().toString());
    Future<Buffer> key = vertx.fileSystem().readFile(settings.key().toString());
    return Future.all(certificate, key)
        .map(
            both ->
                new PemKeyCertOptions()
                    .addCertValue(certificate.result())
                    .addKeyValue(key.result()));
  }

  /** Fails where the key isn't the certificate's, as between the writing of one and the other. */
  private Future<PemKeyCertOptions> pair(PemKeyCertOptions files) {
    return vertx.executeBlocking(
        () -> {
          if (!arePair(files)) {
            throw new KeyException(
                settings.key() + " isn't the key of " + settings.certificate() + ".");
          }
          return files;
        });
  }

  /** Whether what is signed by the key is the certificate's; of a kind that isn't known, yes. */
  private boolean arePair(PemKeyCertOptions files) throws Exception {
    for (KeyManager each : files.getKeyManagerFactory(vertx).getKeyManagers()) {
      if (each instanceof X509KeyManager keys) {
        for (Map.Entry<String, String> kind : SIGNATURES.entrySet()) {
          String[] names = keys.getServerAliases(kind.getKey(), null);
          if (names != null && !signs(kind.getValue(), keys, names[0])) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static boolean signs(String algorithm, X509KeyManager keys, String name)
      throws NoSuchAlgorithmException {
    Signature signature = Signature.getInstance(algorithm);
    try {
      signature.initSign(keys.getPrivateKey(name));
      byte[] signed = signature.sign();
      signature.initVerify(keys.getCertificateChain(name)[0].getPublicKey());
      return signature.verify(signed);
    } catch (InvalidKeyException | SignatureException e) {
      LOG.atDebug().setCause(e).log("A key of another kind than its certificate's");
      return false;
    }
  }

  /** Takes what the files have, if that is new; true if it did. */
  Future<Boolean> look(HttpServer server) {
    return files()
        .compose(
            files -> {
              if (isShown(files)) {
                return Future.succeededFuture(false);
              }
              return pair(files)
                  .compose(
                      pair ->
                          server.updateSSLOptions(
                              new SSLOptions()
                                  .setUseAlpn(true)
                                  .setEnabledSecureTransportProtocols(PROTOCOLS)
                                  .setKeyCertOptions(pair)
                                  .setTrustOptions(TrustOptions.wrap(new AnyCaller()))))
                  .onSuccess(taken -> shown = files);
            })
        .onFailure(
            e ->
                (e instanceof KeyException ? LOG.atWarn() : LOG.atError())
                    .addKeyValue("certificate", settings.certificate())
                    .setCause(e)
                    .log(
                        "The gRPC door's certificate can't be read anew: it keeps the one it has"));
  }

  private boolean isShown(PemKeyCertOptions files) {
    PemKeyCertOptions now = shown;
    return now != null
        && files.getCertValues().equals(now.getCertValues())
        && files.getKeyValues().equals(now.getKeyValues());
  }

  /**
   * TLS proves that the caller has the key; names no authority, so that callers send what they
   * have.
   */
  private static final class AnyCaller implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      // Whose it is, and whether it holds, is asked for each call.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("nobody is called from here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
