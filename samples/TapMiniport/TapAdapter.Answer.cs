using NdisRules.Runtime;
using TapMiniport.Packets;
using static NdisRules.Runtime.Ndis;

namespace TapMiniport;

internal sealed partial class TapAdapter
{
    private const byte TimeToLive = 64;
    private const int EchoHeaders = EthernetHeader.Size + IPv4Header.Size + IcmpEcho.Size;

    private ushort identification;

    /// <summary>Builds the answer, sends it and gives its memory back. The question stays the caller's.</summary>
    private bool TryAnswer(NetBuffer asked, Question question)
    {
        var answer = NdisAllocateNetBufferMdlAndData(answerPool!);
        if (!answer) return false;

        var list = NdisAllocateNetBufferList(answerListPool, 0, 0);
        if (!list)
        {
            NdisFreeNetBuffer(answer);
            return false;
        }

        list.FirstNetBuffer = answer;
        var sent = question.Kind == QuestionKind.Arp ? TrySendArp(answer, question) : TrySendEcho(answer, asked, question);
        list.FirstNetBuffer = null;
        NdisFreeNetBufferList(list);
        NdisFreeNetBuffer(answer);
        return sent;
    }

    private bool TrySendArp(NetBuffer answer, Question question)
    {
        StartAt(answer, EthernetHeader.Size, ArpPacket.Size);
        new ArpPacket(ArpPacket.Reply, settings.Mac, settings.Address, question.AskerMac, question.Asker).Write(Whole(answer));
        return TrySendFramed(answer, question.AskerMac, EthernetHeader.TypeArp);
    }

    /// <summary>The payload first, then each header in front of what is there: as a packet goes down a stack.</summary>
    private bool TrySendEcho(NetBuffer answer, NetBuffer asked, Question question)
    {
        StartAt(answer, EchoHeaders, question.PayloadLength);
        NdisCopyFromNetBufferToNetBuffer(answer, 0, question.PayloadLength, asked, question.PayloadOffset, out var copied);
        if (copied < question.PayloadLength) return false;

        if (NdisRetreatNetBufferDataStart(answer, IcmpEcho.Size, 0) != NdisStatus.Success) return false;
        WriteIcmp(answer, question);
        var sent = TrySendPacket(answer, question);
        NdisAdvanceNetBufferDataStart(answer, IcmpEcho.Size, true);
        return sent;
    }

    private bool TrySendPacket(NetBuffer answer, Question question)
    {
        if (NdisRetreatNetBufferDataStart(answer, IPv4Header.Size, 0) != NdisStatus.Success) return false;
        WriteIPv4(answer, question);
        var sent = TrySendFramed(answer, question.AskerMac, EthernetHeader.TypeIPv4);
        NdisAdvanceNetBufferDataStart(answer, IPv4Header.Size, true);
        return sent;
    }

    private bool TrySendFramed(NetBuffer answer, MacAddress destination, ushort type)
    {
        if (NdisRetreatNetBufferDataStart(answer, EthernetHeader.Size, 0) != NdisStatus.Success) return false;
        new EthernetHeader(destination, settings.Mac, type).Write(Whole(answer));
        var sent = wire.TrySend(Whole(answer));
        NdisAdvanceNetBufferDataStart(answer, EthernetHeader.Size, true);
        return sent;
    }

    private static void WriteIcmp(NetBuffer answer, Question question) =>
        (question.Echo with { Type = IcmpEcho.Reply }).Write(Whole(answer));

    private void WriteIPv4(NetBuffer answer, Question question) =>
        new IPv4Header(
            IPv4Header.Size, answer.DataLength, identification++, IPv4Header.DoNotFragment,
            TimeToLive, IPv4Header.ProtocolIcmp, settings.Address, question.Asker).Write(Whole(answer));

    /// <summary>A view of everything in the answer: its memory is one piece.</summary>
    private static Span<byte> Whole(NetBuffer answer)
    {
        NdisGetDataBuffer(answer, answer.DataLength, default, 1, 0, out var bytes);
        return bytes;
    }

    /// <summary>Leaves room in front for headers. Both fields belong together, and the current MDL follows from them.</summary>
    private static void StartAt(NetBuffer answer, int offset, int length)
    {
        answer.DataOffset = offset;
        answer.DataLength = length;
        NdisAdjustNetBufferCurrentMdl(answer);
    }
}
