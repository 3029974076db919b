using System.Diagnostics;
using NdisRules.Runtime;
using TapMiniport.Packets;
using TapMiniport.Wires;
using static NdisRules.Runtime.Ndis;

namespace TapMiniport;

internal sealed partial class TapAdapter
{
    /// <summary>Bytes of a receive buffer. A frame that fills it is longer than any frame may be.</summary>
    private const int ReceiveSize = EthernetHeader.LongestFrame + 1;

    private readonly byte[] missed = new byte[ReceiveSize];
    private readonly ManualResetEventSlim finished = new();
    private Thread? receiver;
    private volatile bool stopping;

    /// <summary>Set when the receiving ended: with the wire, with enough answers, with a pause, or because the adapter broke.</summary>
    public WaitHandle Finished => finished.WaitHandle;

    /// <summary>What broke the adapter, null if nothing did.</summary>
    public Exception? Fault { get; private set; }

    private void StartReceiving()
    {
        stopping = false;
        finished.Reset();
        receiver = new Thread(Receive) { Name = "receive", IsBackground = true };
        receiver.Start();
    }

    /// <summary>Afterwards no frame is taken from the wire, and no indication is under way.</summary>
    private void StopReceiving()
    {
        stopping = true;
        receiver!.Join();
        receiver = null;
    }

    private void Receive()
    {
        try
        {
            while (!stopping && !IsEnough() && ReceiveOne()) { }
        }
        catch (Exception e)
        {
            // Whatever it is must not end the process from this thread: whoever waits for the adapter tells it.
            Fault = e;
        }
        finished.Set();
    }

    private bool IsEnough() => settings.Count is { } count && Statistics.Answered >= count;

    /// <summary>Takes a frame from the wire, if one arrives soon. False when none ever will.</summary>
    private bool ReceiveOne()
    {
        var list = NdisAllocateNetBufferList(receivePool, 0, 0);
        if (!list) return MissOne();

        var frame = list.FirstNetBuffer;
        var length = wire.Receive(frame.MdlChain.Span);
        if (length <= 0)
        {
            NdisFreeNetBufferList(list);
            return length != IWire.Ended;
        }

        Statistics.Received++;
        frame.DataLength = length;
        if (TryNoteArrival(list)) Handle(list);
        return true;
    }

    /// <summary>What a card does when it has no buffer: the frame is lost.</summary>
    private bool MissOne()
    {
        var length = wire.Receive(missed);
        if (length > 0)
        {
            Statistics.Received++;
            Statistics.Missed++;
        }
        return length != IWire.Ended;
    }

    private bool TryNoteArrival(NetBufferList list)
    {
        if (NdisAllocateNetBufferListContext(list, ArrivalNote.Size, AnswerNote.Size, ReceiveTag) != NdisStatus.Success)
        {
            Statistics.Missed++;
            NdisFreeNetBufferList(list);
            return false;
        }
        list.Arrival() = new ArrivalNote { Ticks = Stopwatch.GetTimestamp(), Number = Statistics.Received };
        return true;
    }

    /// <summary>Decides what becomes of a frame. The list is no longer ours afterwards.</summary>
    private void Handle(NetBufferList list)
    {
        var question = Read(list.FirstNetBuffer);
        switch (question.Kind)
        {
            case QuestionKind.None:
                PassUp(list);
                break;
            case QuestionKind.Damaged:
                Statistics.Damaged++;
                Drop(list);
                break;
            default:
                AnswerAndTap(list, question);
                break;
        }
    }

    private Question Read(NetBuffer frame)
    {
        if (frame.DataLength > EthernetHeader.LongestFrame) return new(QuestionKind.Damaged);
        // The frame lies in one MDL, so that there is a view of all of it.
        var whole = NdisGetDataBuffer(frame, frame.DataLength, default, 1, 0, out var bytes);
        return whole ? Question.In(bytes, settings.Mac, settings.Address) : new(QuestionKind.Damaged);
    }

    private void AnswerAndTap(NetBufferList list, Question question)
    {
        if (!TryAnswer(list.FirstNetBuffer, question))
        {
            Statistics.Unanswered++;
            Drop(list);
            return;
        }
        if (question.Kind == QuestionKind.Arp) Statistics.ArpAnswered++;
        else Statistics.EchoAnswered++;
        if (tapOff!.TryKeep(list, question.Kind)) return;
        Statistics.NotTapped++;
        Drop(list);
    }

    private static void Drop(NetBufferList list)
    {
        NdisFreeNetBufferListContext(list, ArrivalNote.Size);
        NdisFreeNetBufferList(list);
    }
}
