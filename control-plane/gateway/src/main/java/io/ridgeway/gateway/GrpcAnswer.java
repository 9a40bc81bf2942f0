package io.ridgeway.gateway;

import io.ridgeway.gateway.grpc.GrpcFrame;
import io.ridgeway.gateway.grpc.GrpcRefusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Base64;

/** How gRPC is answered: messages in frames, and a status behind them. For one event loop. */
final class GrpcAnswer {
  static final String TYPE = "application/grpc";

  private GrpcAnswer() {}

  /** One message; the answer isn't over. */
  static void message(HttpServerResponse response, byte[] message) {
    head(response);
    response.write(Buffer.buffer(GrpcFrame.of(message)));
  }

  /** Ends the answer; nothing is done if it is over. */
  static void end(Exchange exchange, int status, String message, byte[] details) {
    if (exchange.over()) {
      return;
    }
    HttpServerResponse response = exchange.response();
    head(response);
    response.putTrailer("grpc-status", Integer.toString(status));
    if (!message.isEmpty()) {
      response.putTrailer("grpc-message", GrpcFrame.encoded(message));
    }
    if (details.length > 0) {
      response.putTrailer(
          "grpc-status-details-bin", Base64.getEncoder().withoutPadding().encodeToString(details));
    }
    response.end();
  }

  static void refuse(Exchange exchange, GrpcRefusal refusal) {
    end(exchange, refusal.code().number(), String.valueOf(refusal.getMessage()), new byte[0]);
  }

  private static void head(HttpServerResponse response) {
    if (!response.headWritten()) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, TYPE);
    }
  }
}
