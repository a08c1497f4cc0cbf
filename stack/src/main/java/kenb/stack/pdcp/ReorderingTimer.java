package kenb.stack.pdcp;

/// t-Reordering of one receiving entity, whose length its owner knows (TS 38.323 7.3): when it ends, the owner calls
/// [NrReceiver#reorderingExpired()].
public interface ReorderingTimer {
    void start();

    void stop();
}
