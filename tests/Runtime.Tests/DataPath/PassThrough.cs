using System.Runtime.InteropServices;

namespace NdisRules.Runtime.Tests;

/// <summary>An intermediate driver: over each adapter that it is bound to it makes a virtual one, and passes every list itself on.</summary>
sealed class PassThrough
{
    internal readonly NdisHandle Miniport;
    internal readonly NdisHandle Protocol;

    internal PassThrough()
    {
        NdisMRegisterMiniportDriver(() => new Upper(), out Miniport);
        NdisRegisterProtocolDriver(() => new Lower(this), out Protocol);
        NdisIMAssociateMiniport(Miniport, Protocol);
    }

    /// <summary>Notes who a list is from in its context, and takes its place.</summary>
    static void Adopt(NetBufferList lists, NdisHandle source)
    {
        foreach (var list in lists.Chain)
        {
            Assert.Equal(NdisStatus.Success, NdisAllocateNetBufferListContext(list, 8, 0, 0));
            MemoryMarshal.Cast<byte, nint>(list.ContextDataStart)[0] = list.SourceHandle!.Value;
            list.SourceHandle = source;
        }
    }

    static void GiveUp(NetBufferList lists)
    {
        foreach (var list in lists.Chain)
        {
            list.SourceHandle = NdisHandle.FromValue(MemoryMarshal.Cast<byte, nint>(list.ContextDataStart)[0]);
            NdisFreeNetBufferListContext(list, 8);
        }
    }

    /// <summary>The lower edge.</summary>
    sealed class Lower(PassThrough driver) : ProtocolBinding
    {
        internal Upper? Above;

        public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters) =>
            NdisIMInitializeDeviceInstanceEx(driver.Miniport, $"virtual {parameters.AdapterName}", this);

        public override void ProtocolUnbindAdapterEx() => NdisIMDeInitializeDeviceInstance(Above!.NdisMiniportHandle);

        public override void ProtocolOidRequestComplete(NdisOidRequest oidRequest, NdisStatus status) =>
            NdisMOidRequestComplete(Above!.NdisMiniportHandle, Above.TakeBack(oidRequest), status);

        public override void ProtocolSendNetBufferListsComplete(NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags)
        {
            GiveUp(netBufferLists);
            Above!.Completed(netBufferLists, sendCompleteFlags);
        }

        public override void ProtocolReceiveNetBufferLists(NetBufferList netBufferLists, uint portNumber, int numberOfNetBufferLists, NdisReceiveFlags receiveFlags)
        {
            var lent = receiveFlags.HasFlag(NdisReceiveFlags.Resources);
            if (!Above!.TryIndicate(netBufferLists, portNumber, numberOfNetBufferLists, receiveFlags, lent) && !lent)
                NdisReturnNetBufferLists(NdisBindingHandle, netBufferLists, NdisReturnFlags.None);
        }
    }

    /// <summary>The upper edge: a virtual adapter. Its pause ends when the last list that it passed on came back.</summary>
    internal sealed class Upper : MiniportAdapter
    {
        readonly Lock gate = new();
        Lower below = null!;
        bool running;
        bool pausing;
        int under;
        int calls;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            below = (Lower)parameters.IMDeviceInstanceContext!;
            below.Above = this;
            return NdisStatus.Success;
        }

        public override NdisStatus Restart(MiniportRestartParameters parameters)
        {
            lock (gate) running = true;
            return NdisStatus.Success;
        }

        public override NdisStatus Pause(MiniportPauseParameters parameters)
        {
            lock (gate) running = false;
            SpinWait.SpinUntil(() => Volatile.Read(ref calls) == 0);
            lock (gate)
            {
                pausing = under > 0;
                return pausing ? NdisStatus.Pending : NdisStatus.Success;
            }
        }

        public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
        {
            Count(netBufferLists, 1);
            Adopt(netBufferLists, below.NdisBindingHandle);
            NdisSendNetBufferLists(below.NdisBindingHandle, netBufferLists, portNumber, sendFlags);
        }

        public override void ReturnNetBufferLists(NetBufferList netBufferLists, NdisReturnFlags returnFlags)
        {
            GiveUp(netBufferLists);
            var lists = Length(netBufferLists);
            NdisReturnNetBufferLists(below.NdisBindingHandle, netBufferLists, returnFlags);
            Done(lists);
        }

        public override NdisStatus OidRequest(NdisOidRequest request)
        {
            NdisAllocateCloneOidRequest(below.NdisBindingHandle, request, 0, out var clone);
            clone!.SourceReserved = request;
            var status = NdisOidRequest(below.NdisBindingHandle, clone);
            if (status != NdisStatus.Pending) TakeBack(clone);
            return status;
        }

        public override void CancelOidRequest(nint requestId) => NdisCancelOidRequest(below.NdisBindingHandle, requestId);

        /// <summary>Takes the results of a clone, and gives what it was made of.</summary>
        internal NdisOidRequest TakeBack(NdisOidRequest clone)
        {
            var original = (NdisOidRequest)clone.SourceReserved!;
            original.BytesProcessed = clone.BytesProcessed;
            NdisFreeCloneOidRequest(below.NdisBindingHandle, clone);
            return original;
        }

        public override void CancelSend(nint cancelId) => NdisCancelSendNetBufferLists(below.NdisBindingHandle, cancelId);

        internal void Completed(NetBufferList lists, NdisSendCompleteFlags flags)
        {
            var count = Length(lists);
            NdisMSendNetBufferListsComplete(NdisMiniportHandle, lists, flags);
            Done(count);
        }

        internal bool TryIndicate(NetBufferList lists, uint port, int count, NdisReceiveFlags flags, bool lent)
        {
            lock (gate)
            {
                if (!running) return false;
                under += count;
                Interlocked.Increment(ref calls);
            }
            Adopt(lists, NdisMiniportHandle);
            NdisMIndicateReceiveNetBufferLists(NdisMiniportHandle, lists, port, count, flags);
            if (lent) GiveUp(lists);
            Interlocked.Decrement(ref calls);
            Done(lent ? count : 0);
            return true;
        }

        void Count(NetBufferList lists, int sign)
        {
            lock (gate) under += sign * Length(lists);
        }

        void Done(int count)
        {
            bool last;
            lock (gate)
            {
                under -= count;
                last = pausing && under == 0;
                if (last) pausing = false;
            }
            if (last) NdisMPauseComplete(NdisMiniportHandle);
        }

        static int Length(NetBufferList lists)
        {
            var count = 0;
            foreach (var _ in lists.Chain) count++;
            return count;
        }
    }
}
