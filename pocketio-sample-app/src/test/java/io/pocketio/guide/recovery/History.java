package io.pocketio.guide.recovery;

import java.util.List;

interface History {
    List<String> latest();
}
