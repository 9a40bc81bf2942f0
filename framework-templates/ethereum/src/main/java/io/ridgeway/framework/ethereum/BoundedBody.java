package io.ridgeway.framework.ethereum;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** A body as bytes; empty if it is longer than it may be, and then no more of it is read. */
final class BoundedBody implements BodySubscriber<Optional<byte[]>> {
  private final BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();
  private final CompletableFuture<Optional<byte[]>> body = new CompletableFuture<>();
  private long left;
  private Optional<Subscription> subscription = Optional.empty();

  /**
   * One body.
   *
   * @param most bytes that it may have
   */
  BoundedBody(long most) {
    left = most;
    all.getBody()
        .whenComplete(
            (bytes, failure) -> {
              if (failure == null) {
                body.complete(Optional.of(bytes));
              } else {
                body.completeExceptionally(failure);
              }
            });
  }

  @Override
  public CompletionStage<Optional<byte[]>> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription begun) {
    subscription = Optional.of(begun);
    all.onSubscribe(begun);
  }

  @Override
  public void onNext(List<ByteBuffer> some) {
    if (left < 0) {
      return;
    }
    left -= some.stream().mapToLong(ByteBuffer::remaining).sum();
    if (left < 0) {
      subscription.ifPresent(Subscription::cancel);
      body.complete(Optional.empty());
    } else {
      all.onNext(some);
    }
  }

  @Override
  public void onError(Throwable failure) {
    all.onError(failure);
  }

  @Override
  public void onComplete() {
    all.onComplete();
  }
}
