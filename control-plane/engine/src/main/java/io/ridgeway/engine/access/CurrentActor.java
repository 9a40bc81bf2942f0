package io.ridgeway.engine.access;

/** Tells the doors who is asking: the person or service whose request is being answered. */
public interface CurrentActor {
  /** The actor; refuses with {@code UNAUTHENTICATED} if nobody is signed in. */
  Actor get();
}
