// readline's headers expect <stdio.h> to have been read before them.
#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>
