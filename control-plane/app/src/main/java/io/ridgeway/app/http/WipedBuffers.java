package io.ridgeway.app.http;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.io.Serial;
import java.util.Arrays;

/**
 * The buffers in which JSON is read and written, wiped after each use. Jackson keeps its buffers
 * for the next request as they are: keys and passwords of the last ones would stay in memory for as
 * long as nobody overwrites them, which no garbage collection does.
 */
final class WipedBuffers extends RecyclerPool.BoundedPoolBase<BufferRecycler> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int KEPT = 64;

  WipedBuffers() {
    super(KEPT);
  }

  @Override
  public BufferRecycler createPooled() {
    return new Wiping();
  }

  private static final class Wiping extends BufferRecycler {
    @Override
    public void releaseByteBuffer(int which, byte[] buffer) {
      Arrays.fill(buffer, (byte) 0);
      super.releaseByteBuffer(which, buffer);
    }

    @Override
    public void releaseCharBuffer(int which, char[] buffer) {
      Arrays.fill(buffer, '\0');
      super.releaseCharBuffer(which, buffer);
    }
  }
}
