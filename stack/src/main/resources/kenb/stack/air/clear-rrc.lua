-- Has RRC messages dissected that PDCP carries in the clear, before security and while only integrity is on.
-- Wireshark itself leaves them as octets when its algorithm for ciphering is not the null one.

if kenb_clear_rrc then return end -- run before, as init.lua
kenb_clear_rrc = Proto("kenb_clear_rrc", "RRC in the clear")

local octets = Field.new("pdcp-lte.signalling-data")
local ue_id = Field.new("pdcp-lte.ueid")
local direction = Field.new("pdcp-lte.direction")
local rrc = { [0] = Dissector.get("lte-rrc.ul.dcch"), [1] = Dissector.get("lte-rrc.dl.dcch") }

function kenb_clear_rrc.dissector(buffer, packet, tree)
  local message, ue, way = octets(), ue_id(), direction()
  if not (message and ue and way) then return end
  -- Above the C-RNTI the UE id says what protects the PDU: 0 everything, 1 nothing, 2 integrity.
  local protection = math.floor(ue.value / @CRNTIS@)
  if protection == 1 or protection == 2 then
    rrc[way.value]:call(message.range:tvb(), packet, tree)
  end
end

register_postdissector(kenb_clear_rrc)
