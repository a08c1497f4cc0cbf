package kenb.stack.pdcp;

/// t-Reordering of one receiving entity, whose length its owner knows (TS 36.323 7.2, TS 38.323 7.3): when it ends, the owner calls
/// `reorderingExpired()` of the receiver.
public interface ReorderingTimer {
    /// For what is never reordered.
    ReorderingTimer NONE =
            new ReorderingTimer() {
                @Override
                public void start() {
                    throw new IllegalStateException("no t-Reordering was given");
                }

                @Override
                public void stop() {}
            };

    void start();

    void stop();
}
