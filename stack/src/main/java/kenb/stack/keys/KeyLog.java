package kenb.stack.keys;

/// Hears of every birth, export and death of a key, on the thread of the node that holds it. One log may serve several nodes;
/// it then has to cope with their threads.
@FunctionalInterface
public interface KeyLog {
    void keyEvent(KeyEvent event);
}
