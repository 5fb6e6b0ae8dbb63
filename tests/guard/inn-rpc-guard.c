/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* Preloaded into the tests and into the program under test: stands between it
 * and libvirt's public functions and ends the process with the name and a
 * backtrace when
 *
 *  - the main thread enters a function that may wait for a host, or
 *  - two threads are inside calls on the same connection (one RPC in flight per
 *    connection is what keeps libvirt 9.0's client from crashing).
 *
 * It is asleep in all other programs (virsh, libvirtd, python…), so that the
 * variable may simply be inherited. With INN_RPC_COUNT=FILE every call is
 * counted, live, in a shared mapping: records of 64 bytes, the function's name
 * in 56 bytes padded with zeros and a 64-bit counter in host order. counts.py
 * reads them. Several processes may count into the same file.
 */
#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_IN_FLIGHT 256
#define MAX_STREAMS 64

static const char * const function_names[] = {
#include "rpc-names.inc"
};

#define N_FUNCTIONS ((int) (sizeof function_names / sizeof *function_names))

typedef struct
{
  char             name[56];
  _Atomic uint64_t count;
} Record;

typedef struct
{
  const void *connection;
  const char *name;
  pid_t       thread;
} Flight;

static int active;
static Record *records;
static pthread_mutex_t flights_lock = PTHREAD_MUTEX_INITIALIZER;
static Flight flights[MAX_IN_FLIGHT];
static const void *streams[MAX_STREAMS];

/* libvirt's functions call each other: only the outermost call is ours. */
static __thread int depth;
static __thread Flight *own_flight;

static void __attribute__ ((noreturn, format (printf, 1, 2)))
die (const char *format,
     ...)
{
  void *frames[64];
  va_list args;

  flockfile (stderr);
  fputs ("inn-rpc-guard: ", stderr);
  va_start (args, format);
  vfprintf (stderr, format, args);
  va_end (args);
  fputc ('\n', stderr);
  fflush (stderr);
  backtrace_symbols_fd (frames, backtrace (frames, 64), STDERR_FILENO);
  funlockfile (stderr);
  abort ();
}

static void
resolve (void       **function,
         const char  *name)
{
  void *found = __atomic_load_n (function, __ATOMIC_ACQUIRE);

  if (found != NULL)
    return;

  found = dlsym (RTLD_NEXT, name);
  if (found == NULL)
    die ("%s: not in this libvirt", name);
  __atomic_store_n (function, found, __ATOMIC_RELEASE);
}

static void
take_off (const char *name,
          const void *connection)
{
  Flight *empty = NULL;

  pthread_mutex_lock (&flights_lock);
  for (int i = 0; i < MAX_IN_FLIGHT; i++)
    {
      if (flights[i].connection == NULL)
        empty = empty == NULL ? &flights[i] : empty;
      else if (flights[i].connection == connection)
        die ("%s while %s is in flight on the same connection in thread %d",
             name, flights[i].name, (int) flights[i].thread);
    }
  if (empty != NULL)
    *empty = (Flight) { connection, name, (pid_t) syscall (SYS_gettid) };
  own_flight = empty;
  pthread_mutex_unlock (&flights_lock);
}

static void
enter (int         index,
       const void *connection)
{
  if (!active || depth++ > 0)
    return;

  if (records != NULL)
    atomic_fetch_add_explicit (&records[index].count, 1, memory_order_relaxed);
  if (syscall (SYS_gettid) == getpid ())
    die ("%s called on the main thread", function_names[index]);
  if (connection != NULL)
    take_off (function_names[index], connection);
}

static void
leave (void)
{
  if (!active || --depth > 0 || own_flight == NULL)
    return;

  pthread_mutex_lock (&flights_lock);
  own_flight->connection = NULL;
  own_flight = NULL;
  pthread_mutex_unlock (&flights_lock);
}

/* The streams that never wait; a handle may be used again for another one. */
static void
note_stream (virStreamPtr stream,
             unsigned int flags)
{
  static int next;

  pthread_mutex_lock (&flights_lock);
  for (int i = 0; i < MAX_STREAMS; i++)
    if (streams[i] == stream)
      streams[i] = NULL;
  if (flags & VIR_STREAM_NONBLOCK)
    streams[next++ % MAX_STREAMS] = stream;
  pthread_mutex_unlock (&flights_lock);
}

static int
never_waits (virStreamPtr stream)
{
  int found = 0;

  pthread_mutex_lock (&flights_lock);
  for (int i = 0; i < MAX_STREAMS && !found; i++)
    found = streams[i] == stream;
  pthread_mutex_unlock (&flights_lock);

  return found;
}

static void
map_counters (const char *path)
{
  const size_t size = sizeof (Record) * N_FUNCTIONS;
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  void *map = MAP_FAILED;

  if (fd >= 0 && ftruncate (fd, (off_t) size) == 0)
    map = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (map == MAP_FAILED)
    die ("%s: %s", path, strerror (errno));
  close (fd);

  records = map;
  for (int i = 0; i < N_FUNCTIONS; i++)
    strncpy (records[i].name, function_names[i], sizeof records[i].name - 1);
}

static void __attribute__ ((constructor))
start (void)
{
  const char *program = program_invocation_short_name;
  const char *path = getenv ("INN_RPC_COUNT");

  active = strncmp (program, "innkeeper", 9) == 0 || strncmp (program, "test-", 5) == 0;
  if (active && path != NULL && *path != '\0')
    map_counters (path);
}

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include "rpc-wrappers.inc"
